package dev.kith.messaging.writer;

import java.io.Serial;

/// The stored offsets belong to another log than the one that is there.
final class ForeignLogException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ForeignLogException(LogIdentity log) {
        super("The topic " + log.topic() + " (id " + log.id() + ", " + log.partitions() + " partitions) is not the one"
                + " whose records this database holds: it was made anew or its partitions were changed. Going on could"
                + " lose or double messages, so the service does not start. See \"When the log was changed\" in the"
                + " README of messaging-service.");
    }
}
