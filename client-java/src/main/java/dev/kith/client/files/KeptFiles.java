package dev.kith.client.files;

import dev.kith.contracts.socket.Send;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Messages that wait until their file is at the server, and where uploads were begun. Where it is kept in a database it survives
 * the end of the process. Of the loop.
 */
public interface KeptFiles {
    /** A message, perhaps without an id so far, that is sent when this file is there. */
    record Waiting(long place, Path file, Send message) {}

    /** In the order in which they were given, from a process before this one too. */
    List<Waiting> waiting();

    /** Its place among all that waits. */
    long add(Path file, Send message);

    /** It waits for its file no more. */
    void done(long place);

    /** Where the upload of the file with this digest was begun. */
    Optional<String> upload(String digest);

    void begun(String digest, String upload);

    /** The file is there, or its upload is not. */
    void ended(String digest);

    /** Nothing waits any more. */
    void clear();
}
