package dev.kith.client.outbox;

import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Send;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps nothing beyond this process, whose own lists have all of it; only messages that failed. */
public final class MemoryKept implements Kept {
    /** Of which the bodies are kept. */
    private static final int FAILED = 100;

    private final Map<Long, Send> sends = new HashMap<>();
    private final LinkedHashMap<Long, Send> failed = new LinkedHashMap<>();
    private long last;

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public Collection<Long> read() {
        return List.of();
    }

    @Override
    public void together(Runnable work) {
        work.run();
    }

    @Override
    public void onceKept(Runnable step) {
        step.run();
    }

    /** The server knows. */
    @Override
    public Optional<Earlier> earlier(Send message) {
        return Optional.empty();
    }

    @Override
    public long add(ClientFrame frame) {
        last--; // Never the place of anything in a database.
        if (frame.hasSend()) {
            sends.put(last, frame.getSend());
        }
        return last;
    }

    @Override
    public void number(long place, Send message) {
        sends.put(place, message);
    }

    @Override
    public void done(long place) {
        sends.remove(place);
    }

    @Override
    public void failed(long place) {
        var message = sends.remove(place);
        if (message != null) {
            failed.put(place, message);
            if (failed.size() > FAILED) {
                failed.remove(failed.keySet().iterator().next());
            }
        }
    }

    @Override
    public Optional<Waiting> again(int id) {
        for (var one : failed.entrySet()) {
            if (one.getValue().getId() == id) {
                failed.remove(one.getKey());
                sends.put(one.getKey(), one.getValue());
                var frame = ClientFrame.newBuilder().setSend(one.getValue()).build();
                return Optional.of(new Waiting(one.getKey(), frame));
            }
        }
        return Optional.empty();
    }

    @Override
    public void addRead(Collection<Long> ids) {}

    @Override
    public void doneRead(Collection<Long> ids) {}

    @Override
    public void clear() {
        sends.clear();
        failed.clear();
    }
}
