package dev.kith.client;

import dev.kith.client.inbox.InboxReader;
import dev.kith.client.inbox.JournalStore;
import dev.kith.client.inbox.MemoryStore;
import dev.kith.client.inbox.Store;
import dev.kith.client.outbox.Changes;
import dev.kith.client.outbox.FileIds;
import dev.kith.client.outbox.MemoryIds;
import dev.kith.client.outbox.MessageIds;
import dev.kith.client.outbox.Outbox;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.ServerClock;
import dev.kith.client.socket.Connector;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts together what lives on the connection: who is told when it comes and goes, and what may be sent over it. */
final class Core implements Connector.Owner {
    /** For a listener, when the client is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Threads threads;
    private final ServerClock clock;
    private final Listeners listeners;
    private final Profiles profiles;
    private final Arrivals arrivals;
    private final Loop loop = new Loop();
    private final PresenceWatch presence;
    private final Outbox outbox;
    private final Changes changes;
    private final Connector connector;
    private final List<Unnumbered> unnumbered = new ArrayList<>();
    private final CompletableFuture<Void> isShutDown = new CompletableFuture<>();

    /** Where the journal is that is not open yet. */
    private volatile @Nullable Path journal;

    private volatile Store store = new MemoryStore();
    private volatile MessageIds ids = new MemoryIds();
    private volatile InboxReader reader;
    private volatile long uid;
    private volatile boolean receiving = true;
    private boolean historyOnDemand;
    private volatile boolean closed;

    /** A message that waits for the device's first ids. */
    private record Unnumbered(Send draft, CompletableFuture<SentMessage> answer) {}

    Core(
            Threads threads,
            ServerClock clock,
            Gateway gateway,
            Credentials credentials,
            Listeners listeners,
            Profiles profiles) {
        this.threads = threads;
        this.clock = clock;
        this.listeners = listeners;
        this.profiles = profiles;
        this.arrivals = new Arrivals(listeners, profiles, () -> uid);
        this.presence = new PresenceWatch(gateway, credentials, listeners, loop);
        this.outbox = new Outbox(loop, this::became);
        this.changes = new Changes(loop);
        this.reader = new InboxReader(loop, store, arrivals);
        this.connector = new Connector(threads.http, gateway, credentials, loop, this, () -> store.cursor(), clock);
    }

    PresenceWatch presence() {
        return presence;
    }

    ConnectionStatus status() {
        return connector.status();
    }

    OptionalLong uid() {
        return uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
    }

    void user(long newUid) {
        uid = newUid;
    }

    void keepIn(Path directory) throws IOException {
        if (connector.status() != ConnectionStatus.STOPPED) {
            throw new IllegalStateException("the path is set before the client is started");
        }
        ids = new FileIds(directory);
        journal = directory;
    }

    /**
     * The journal is of one client at a time, the one that receives; who only sends shares the ids alone, and disturbs no
     * other client of the same directory.
     */
    private void openJournal() throws IOException {
        var directory = journal;
        if (directory != null && receiving) {
            store = new JournalStore(directory);
            reader = new InboxReader(loop, store, arrivals);
            reader.historyOnDemand(historyOnDemand);
            journal = null;
        }
    }

    void receive(boolean on) {
        receiving = on;
        reader.receive(on);
    }

    void historyOnDemand(boolean on) {
        historyOnDemand = on;
        reader.historyOnDemand(on);
    }

    CompletableFuture<Void> start() {
        var started = new CompletableFuture<Void>();
        onLoop(started, () -> {
            try {
                openJournal();
                connector.start(started);
            } catch (IOException unreadable) {
                started.completeExceptionally(
                        KithException.noAnswer("The directory of this client cannot be used.", unreadable));
            }
        });
        return threads.answered(started);
    }

    void stop() {
        loop.execute(connector::stop);
    }

    void signedOut() {
        loop.execute(connector::signedOut);
    }

    void network(boolean available) {
        loop.execute(() -> connector.network(available));
    }

    void reset() {
        uid = 0;
        loop.execute(() -> {
            connector.stop();
            presence.clear();
            giveUp(KithException.noAnswer("The client was reset.", null));
        });
    }

    /** Lets what was told be delivered and stored first, unless a listener takes too long. */
    void close() {
        loop.execute(() -> {
            if (!closed) {
                closed = true;
                loop.after(PATIENCE, this::shutDown);
                reader.finish(this::shutDown);
            }
        });
        if (!listeners.isTelling()) {
            awaitShutDown();
        }
    }

    private void awaitShutDown() {
        try {
            isShutDown.get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // It goes on without us.
        }
    }

    private void shutDown() {
        if (isShutDown.isDone()) {
            return;
        }
        connector.stop();
        presence.clear();
        giveUp(closed());
        store.close();
        listeners.then(threads::close);
        isShutDown.complete(null);
        loop.close();
    }

    OptionalLong nextId() {
        return ids.next();
    }

    /** Sends what has its id. */
    CompletableFuture<SentMessage> send(Send message) {
        var answer = new CompletableFuture<SentMessage>();
        onLoop(answer, () -> outbox.add(message, answer));
        return threads.answered(answer);
    }

    /** Sends under the next id, which may be known only when the device is connected for the first time. */
    CompletableFuture<SentMessage> sendUnnumbered(Send draft) {
        var answer = new CompletableFuture<SentMessage>();
        onLoop(answer, () -> number(new Unnumbered(draft, answer)));
        return threads.answered(answer);
    }

    /** Changes a message that is there. */
    CompletableFuture<Void> change(ClientFrame frame) {
        var answer = new CompletableFuture<Void>();
        onLoop(answer, () -> changes.add(frame, answer));
        return threads.answered(answer);
    }

    /** Says what is true only now. */
    CompletableFuture<Void> tell(ClientFrame frame) {
        var answer = new CompletableFuture<Void>();
        onLoop(answer, () -> changes.tell(frame, answer));
        return threads.answered(answer);
    }

    void read(List<Long> messageIds) {
        loop.execute(() -> outbox.read(messageIds));
    }

    private void number(Unnumbered message) {
        var id = ids.next();
        if (id.isPresent()) {
            outbox.add(message.draft.toBuilder().setId((int) id.getAsLong()).build(), message.answer);
        } else {
            unnumbered.add(message);
        }
    }

    private void onLoop(CompletableFuture<?> answer, Runnable step) {
        if (closed) {
            answer.completeExceptionally(closed());
        } else {
            loop.execute(step);
        }
    }

    private void giveUp(KithException reason) {
        outbox.clear(reason);
        changes.clear(reason);
        unnumbered.forEach(message -> message.answer.completeExceptionally(reason));
        unnumbered.clear();
    }

    private static KithException closed() {
        return KithException.noAnswer("The client is closed.", null);
    }

    private void became(int id, MessageStatus status, @Nullable Instant at, @Nullable KithException failure) {
        long globalId = uid << 32 | Integer.toUnsignedLong(id);
        var when = at == null ? clock.now() : at;
        reader.own(globalId, status, when.toEpochMilli(), failure);
    }

    // ---- what the connection tells, on the loop ----

    @Override
    public void status(ConnectionStatus status, @Nullable KithException reason) {
        listeners.tell(listener -> listener.onConnectionStatus(status, reason));
    }

    @Override
    public void online(Link link, Welcome welcome) {
        uid = welcome.getUid();
        clock.isNow(Instant.ofEpochMilli(welcome.getServerTime()));
        store.owner(uid);
        var block = welcome.getIdBlock();
        ids.block(
                Math.max(1, Integer.toUnsignedLong(block.getFirst())),
                Integer.toUnsignedLong(block.getLast()),
                Integer.toUnsignedLong(block.getNext()));
        reader.online(link, welcome.getHead());
        outbox.online(link);
        var waiting = List.copyOf(unnumbered);
        unnumbered.clear();
        waiting.forEach(this::number);
        changes.online(link);
        presence.online();
        if (receiving) {
            profiles.catchUp(store);
        }
    }

    @Override
    public void offline() {
        reader.offline();
        outbox.offline();
        changes.offline();
        presence.offline();
    }

    @Override
    public void frame(Link link, ServerFrame frame) {
        switch (frame.getFrameCase()) {
            case PUSH -> reader.pushed(frame.getPush());
            case PONG -> reader.reached(frame.getPong().getHead());
            case PROFILE_CHANGED -> {
                profiles.changed(frame.getProfileChanged());
            }
            case ACTIVITY_FROM -> arrivals.activity(frame.getActivityFrom());
            case CALL_FROM -> arrivals.call(frame.getCallFrom());
            case REQUEST_ANSWERED -> arrivals.answered(frame.getRequestAnswered());
            case PRESENCE_OF -> arrivals.presence(frame.getPresenceOf());
            default -> {} // Of a newer server, or an answer that came too late.
        }
    }
}
