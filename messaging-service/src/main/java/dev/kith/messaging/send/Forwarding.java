package dev.kith.messaging.send;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.Copies;
import dev.kith.messaging.inbox.Copy;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/// What a message says that passes on another one: only one in the sender's own inbox, as it stands there.
@ApplicationScoped
class Forwarding {
    private final Copies copies;

    Forwarding(Copies copies) {
        this.copies = copies;
    }

    /// The message with the content of the one that it passes on; as it is, if it passes on none. Fails with
    /// `not-found`.
    Future<Send> fill(Sender sender, Send send) {
        if (send.getForward() == 0) {
            return Future.succeededFuture(send);
        }
        return copies.find(sender.caller().uid(), send.getForward())
                .map(found -> found.filter(
                                copy -> !copy.deleted() && copy.message().getCall() == 0)
                        .map(Copy::message)
                        .map(original -> filled(send, original))
                        .orElseThrow(() -> new ProblemException(
                                ErrorCode.NOT_FOUND, "There is no such message to be passed on.")));
    }

    private static Send filled(Send send, StoredMessage original) {
        var filled = send.toBuilder().setType(original.getType()).putAllProperties(original.getPropertiesMap());
        switch (original.getBodyCase()) {
            case TEXT -> filled.setText(original.getText());
            case DATA -> filled.setData(original.getData());
            case BODY_NOT_SET -> {}
        }
        return filled.build();
    }
}
