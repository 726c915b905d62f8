package dev.kith.client.outbox;

import dev.kith.client.KithException;
import dev.kith.client.MessageStatus;
import dev.kith.client.SentMessage;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Read;
import dev.kith.contracts.socket.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages that the server has not accepted yet, in the order in which they were written, and read receipts that it has
 * not taken yet. A message is sent again under its id until there is an answer, by the next process too where it is kept: the
 * server stores it once. Belongs to the loop.
 */
public final class Outbox {
    /** Messages under way at a time. */
    private static final int WINDOW = 64;

    private static final int READ_AT_ONCE = 500;
    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Loop loop;
    private final Told told;
    private final Map<Integer, Item> items = new LinkedHashMap<>();
    private final Set<Long> read = new LinkedHashSet<>();
    private Kept kept = new MemoryKept();
    private @Nullable Link link;
    private boolean reading;
    private int underWay;

    /** Hears what became of a message, while that is being kept. */
    public interface Told {
        void became(int id, MessageStatus status, @Nullable Instant at, @Nullable KithException failure);
    }

    private static final class Item {
        final long place;
        final Send send;
        final CompletableFuture<SentMessage> answer;
        boolean asked;

        /** The server had no time for it once. Until it is taken, what is behind it in its conversation waits. */
        boolean wasPutOff;

        Item(long place, Send send, CompletableFuture<SentMessage> answer) {
            this.place = place;
            this.send = send;
            this.answer = answer;
        }

        Peer peer() {
            return new Peer(send.getTo(), send.getGroup());
        }
    }

    private record Peer(String address, long group) {}

    public Outbox(Loop loop, Told told) {
        this.loop = loop;
        this.told = told;
    }

    /**
     * What is given from now on is kept there. What was kept before is given to {@link #goOnWith}.
     *
     * @param readBefore ids of messages that were read, as they are kept there
     */
    public void keepIn(Kept where, Collection<Long> readBefore) {
        kept = where;
        read.addAll(readBefore);
    }

    public void add(Send send, CompletableFuture<SentMessage> answer) {
        if (items.containsKey(send.getId())) {
            answer.completeExceptionally(KithException.of(
                    ErrorCode.ID_CONFLICT, "The message id is in use by a message that is still being sent."));
            return;
        }
        var earlier = kept.earlier(send);
        if (earlier.isPresent()) {
            answer(earlier.get(), answer);
            return;
        }
        kept.together(() -> {
            long place = kept.add(ClientFrame.newBuilder().setSend(send).build());
            told.became(send.getId(), MessageStatus.OUTBOX, null, null);
            kept.onceKept(() -> goOnWith(place, send, answer));
        });
    }

    /** As the server would, had it been asked; nothing that is stored changes. */
    private static void answer(Kept.Earlier earlier, CompletableFuture<SentMessage> answer) {
        if (earlier.same()) {
            answer.complete(earlier.sent());
        } else {
            answer.completeExceptionally(
                    KithException.of(ErrorCode.ID_CONFLICT, "The message id was used before for another message."));
        }
    }

    /** A message that is kept already, but without an id until now. */
    public void add(long place, Send send, CompletableFuture<SentMessage> answer) {
        kept.together(() -> {
            kept.number(place, send);
            told.became(send.getId(), MessageStatus.OUTBOX, null, null);
            kept.onceKept(() -> goOnWith(place, send, answer));
        });
    }

    /** A message that is kept already, with its id. */
    public void goOnWith(long place, Send send, CompletableFuture<SentMessage> answer) {
        items.put(send.getId(), new Item(place, send, answer));
        send();
    }

    /** A message that was refused, once more. {@code NOT_FOUND}: none of this id was. */
    public void again(int id, CompletableFuture<SentMessage> answer) {
        kept.together(() -> kept.again(id)
                .ifPresentOrElse(
                        waiting -> {
                            told.became(id, MessageStatus.OUTBOX, null, null);
                            kept.onceKept(() ->
                                    goOnWith(waiting.place(), waiting.frame().getSend(), answer));
                        },
                        () -> answer.completeExceptionally(KithException.of(
                                ErrorCode.NOT_FOUND, "No message of this id was refused by the server."))));
    }

    /** Whether the server may not have this message yet. */
    public boolean has(int id) {
        return items.containsKey(id);
    }

    public void read(Collection<Long> ids) {
        kept.addRead(ids);
        kept.onceKept(() -> {
            read.addAll(ids);
            sendRead();
        });
    }

    public void online(Link opened) {
        link = opened;
        underWay = 0;
        reading = false;
        items.values().forEach(item -> item.asked = false);
        send();
        sendRead();
    }

    public void offline() {
        link = null;
    }

    /** Waits no longer for what is not sent. Where it is kept, the next process sends it. */
    public void clear(KithException reason) {
        var left = Map.copyOf(items);
        items.clear();
        read.clear();
        left.values().forEach(item -> item.answer.completeExceptionally(reason));
    }

    private void send() {
        var via = link;
        if (via == null) {
            return;
        }
        var waiting = new HashSet<Peer>();
        for (var item : items.values().toArray(new Item[0])) {
            if (underWay >= WINDOW || via != link) {
                return;
            }
            boolean isBehind = !waiting.isEmpty() && waiting.contains(item.peer());
            if (item.wasPutOff) {
                waiting.add(item.peer());
            }
            if (!item.asked && !isBehind) {
                ask(via, item);
            }
        }
    }

    private void ask(Link via, Item item) {
        item.asked = true;
        underWay++;
        via.ask(
                ClientFrame.newBuilder().setSend(item.send),
                frame -> accepted(via, item, frame.getAccepted()),
                refusal -> refused(via, item, refusal));
    }

    private void accepted(Link via, Item item, Accepted accepted) {
        if (via != link) {
            return; // It is asked again on the next link, and accepted again.
        }
        underWay--;
        var at = Instant.ofEpochMilli(accepted.getAcceptedAt());
        end(via, item, () -> {
            told.became(item.send.getId(), MessageStatus.SENT, at, null);
            kept.done(item.place);
            kept.onceKept(() -> item.answer.complete(new SentMessage(accepted.getMessageId(), at)));
        });
    }

    /** It waits no more when this is kept. If it cannot be kept the server is asked once more, and says the same. */
    private void end(Link via, Item item, Runnable how) {
        try {
            kept.together(() -> {
                how.run();
                kept.onceKept(() -> items.remove(item.send.getId()));
            });
        } catch (RuntimeException notKept) {
            LOG.log(Level.WARNING, "what became of a message cannot be stored", notKept);
            askLater(via, item, RETRY);
            return;
        }
        send();
    }

    private void askLater(Link via, Item item, Duration pause) {
        loop.after(pause, () -> {
            if (via == link) {
                item.asked = false;
                send();
            }
        });
    }

    private void refused(Link via, Item item, KithException refusal) {
        if (via != link) {
            return; // Unknown what became of it: asked again on the next link.
        }
        underWay--;
        if (mayPass(refusal)) {
            item.wasPutOff = true;
            askLater(via, item, refusal.retryAfter().orElse(RETRY));
            return;
        }
        end(via, item, () -> {
            told.became(item.send.getId(), statusFor(refusal.code()), null, refusal);
            kept.failed(item.place);
            kept.onceKept(() -> item.answer.completeExceptionally(refusal));
        });
    }

    private static boolean mayPass(KithException refusal) {
        return !refusal.isAnswer()
                || refusal.retryAfter().isPresent()
                || refusal.code() == ErrorCode.UNAVAILABLE
                || refusal.code() == ErrorCode.TIMEOUT
                || refusal.code() == ErrorCode.TOO_MANY;
    }

    private static MessageStatus statusFor(ErrorCode code) {
        return switch (code) {
            case UNREACHABLE -> MessageStatus.UNREACHABLE;
            case BLOCKED -> MessageStatus.BLOCKED;
            case ID_CONFLICT -> MessageStatus.ID_CONFLICT;
            case USER_OFFLINE -> MessageStatus.USER_OFFLINE;
            case NOT_ALLOWED -> MessageStatus.NOT_ALLOWED;
            default -> MessageStatus.FAILED;
        };
    }

    private void sendRead() {
        var via = link;
        if (via == null || reading || read.isEmpty()) {
            return;
        }
        reading = true;
        var batch = read.stream().limit(READ_AT_ONCE).toList();
        var frame = ClientFrame.newBuilder().setRead(Read.newBuilder().addAllIds(batch));
        via.ask(frame, done -> readTaken(via, batch), refusal -> {
            if (!mayPass(refusal)) {
                readTaken(via, batch);
            } else if (via == link) {
                loop.after(refusal.retryAfter().orElse(RETRY), () -> {
                    reading = reading && via != link;
                    sendRead();
                });
            }
        });
    }

    private void readTaken(Link via, List<Long> batch) {
        if (via == link) {
            reading = false;
            kept.doneRead(batch);
            read.removeAll(Set.copyOf(batch));
            sendRead();
        }
    }
}
