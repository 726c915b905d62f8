package dev.kith.client.files;

import dev.kith.contracts.socket.Send;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For as long as the process lives. What waits is known to who waits for it. */
public final class MemoryFiles implements KeptFiles {
    private final Map<String, String> uploads = new HashMap<>();
    private long last;

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public long add(Path file, Send message) {
        return --last; // Never the place of anything in a database.
    }

    @Override
    public void done(long place) {}

    @Override
    public Optional<String> upload(String digest) {
        return Optional.ofNullable(uploads.get(digest));
    }

    @Override
    public void begun(String digest, String upload) {
        uploads.put(digest, upload);
    }

    @Override
    public void ended(String digest) {
        uploads.remove(digest);
    }

    @Override
    public void clear() {
        uploads.clear();
    }
}
