package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.files.KeptFiles;
import dev.kith.client.inbox.InboxReader;
import dev.kith.client.inbox.MemoryStore;
import dev.kith.client.inbox.Store;
import dev.kith.client.outbox.Changes;
import dev.kith.client.outbox.FileIds;
import dev.kith.client.outbox.Kept;
import dev.kith.client.outbox.MemoryIds;
import dev.kith.client.outbox.MemoryKept;
import dev.kith.client.outbox.MessageIds;
import dev.kith.client.outbox.Outbox;
import dev.kith.client.people.KeptBook;
import dev.kith.client.people.MemoryBook;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.ServerClock;
import dev.kith.client.socket.Connector;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.client.store.Database;
import dev.kith.client.store.DatabaseKey;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts together what lives on the connection: who is told when it comes and goes, and what may be sent over it. */
final class Core implements Connector.Owner {
    /** For a listener, when the client is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** So much later than its time may a message disappear here. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** After what is stored could not be written. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final long NOBODY = 0;
    private static final Logger LOG = Logger.getLogger(Core.class.getName());

    private final Threads threads;
    private final ServerClock clock;
    private final Listeners listeners;
    private final Profiles profiles;
    private final Translation translation;
    private final Arrivals arrivals;
    private final Loop loop;
    private final PresenceWatch presence;
    private final Outbox outbox;
    private final Changes changes;
    private final FileMessages files;
    private final Connector connector;
    private final Deque<Unnumbered> unnumbered = new ArrayDeque<>();
    private final CompletableFuture<Void> isShutDown = new CompletableFuture<>();

    /** The database that is not open yet. */
    private volatile @Nullable Path database;

    private volatile @Nullable DatabaseKey key;

    private final Local local;

    private volatile Store store = new MemoryStore();
    private Kept kept = new MemoryKept();
    private KeptBook phoneBook = new MemoryBook();
    private volatile MessageIds ids = new MemoryIds();
    private volatile InboxReader reader;
    private volatile long uid;
    private volatile @Nullable Long onlineSince;
    private volatile boolean receiving = true;
    private boolean historyOnDemand;
    private volatile boolean closed;
    private boolean shuttingDown;

    /** A message that waits for the device's first ids. */
    private record Unnumbered(long place, Send draft, CompletableFuture<SentMessage> answer) {}

    Core(
            Threads threads,
            Loop loop,
            ServerClock clock,
            Gateway gateway,
            Credentials credentials,
            Listeners listeners,
            Profiles profiles,
            FileTransfers transfers) {
        this.threads = threads;
        this.loop = loop;
        this.clock = clock;
        this.listeners = listeners;
        this.profiles = profiles;
        this.translation = new Translation(profiles, () -> uid);
        this.arrivals = new Arrivals(listeners, translation, this::joined);
        this.presence = new PresenceWatch(gateway, credentials, listeners, loop);
        this.outbox = new Outbox(loop, this::became);
        this.changes = new Changes(loop, this::isUnsent, this::refused);
        this.files = new FileMessages(loop, transfers, listeners, this::sendWith);
        this.local = new Local(threads.reading, this::onceOpen);
        this.reader = readerOf(store);
        this.connector = new Connector(threads.http, gateway, credentials, loop, this, () -> store.cursor(), clock);
    }

    private InboxReader readerOf(Store from) {
        var made = new InboxReader(loop, from, arrivals);
        made.receive(receiving);
        made.historyOnDemand(historyOnDemand);
        return made;
    }

    PresenceWatch presence() {
        return presence;
    }

    ConnectionStatus status() {
        return connector.status();
    }

    Duration onlineFor() {
        var since = onlineSince;
        return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    OptionalLong uid() {
        return uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
    }

    /** What is here of another user is forgotten, and their connection ends. */
    void user(long newUid) {
        uid = newUid;
        loop.execute(() -> {
            if (isOfAnother(newUid)) {
                connector.stop();
            }
            belongTo(newUid);
        });
    }

    /** Whether what is in memory, or stored, is somebody else's. Of the loop: {@code uid} may be ahead of it. */
    private boolean isOfAnother(long newUid) {
        return store.owner() != NOBODY && store.owner() != newUid;
    }

    private void belongTo(long newUid) {
        if (isOfAnother(newUid)) {
            forget(newUid, anotherUser());
        } else {
            store.owner(newUid);
        }
    }

    /** All of the user who was here, how far the inbox was read and told too. */
    private void forget(long newUid, KithException reason) {
        presence.clear();
        profiles.clear();
        giveUp(reason);
        kept.clear();
        files.kept().clear();
        profiles.people().kept().clear();
        phoneBook.clear();
        ids.forget();
        reader.end();
        store.owner(newUid);
        reader = readerOf(store);
    }

    /** @param idFile shared by all clients of this device, those that only send too */
    void keepIn(Path file, Path idFile) throws IOException {
        if (connector.status() != ConnectionStatus.STOPPED) {
            throw new IllegalStateException("where to keep things is said before the client is started");
        }
        ids = new FileIds(idFile);
        database = file;
    }

    /** Of the database that is opened next. */
    void key(DatabaseKey newKey) {
        if (connector.status() != ConnectionStatus.STOPPED) {
            throw new IllegalStateException("the key is said before the client is started");
        }
        key = newKey;
    }

    /** What is stored on this device. */
    Local local() {
        return local;
    }

    Translation translation() {
        return translation;
    }

    /**
     * The database is of one client at a time, the one that receives; who only sends shares the ids alone, and disturbs no
     * other client of the same directory.
     */
    private void open() throws IOException {
        var file = database;
        if (file == null || !receiving) {
            return;
        }
        var opened = Database.open(file, key, this::nowInMillis);
        try {
            use(opened);
        } catch (IOException | RuntimeException unusable) {
            opened.close();
            throw unusable;
        }
        database = null;
        keepTime();
    }

    /** All of it or nothing: whatever can fail comes first. */
    private void use(Database opened) throws IOException {
        var inbox = opened.inbox();
        long owner = store.owner();
        if (owner != NOBODY && inbox.owner() != owner) {
            if (inbox.owner() != NOBODY) {
                ids.forget();
            }
            inbox.owner(owner);
        }
        var outgoing = opened.outbox();
        var waiting = outgoing.waiting();
        var waitingFiles = opened.files().waiting();
        var people = opened.people();
        var known = people.all();
        var read = outgoing.read();
        var untold = inbox.untold();
        var archive = opened.archive();

        clock.wasAhead(inbox.ahead());
        store = inbox;
        kept = outgoing;
        reader = readerOf(inbox);
        local.use(archive);
        profiles.people().keepIn(people, known);
        phoneBook = opened.book();
        outbox.keepIn(kept, read);
        changes.keepIn(kept);
        waiting.forEach(this::goOnWith);
        files.keepIn(opened.files());
        waitingFiles.forEach(one -> files.goOnWith(one, new CompletableFuture<>()));
        reader.begin(untold);
    }

    /** So that the next process goes by the server's clock before it is connected. Without it this one loses nothing. */
    private void keepClock() {
        try {
            if (store.ahead().minus(clock.ahead()).abs().compareTo(TICK) > 0) {
                store.ahead(clock.ahead());
            }
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "the time of the server cannot be stored", notStored);
        }
    }

    /** Of messages that disappear, also while there is no connection. */
    private void keepTime() {
        loop.after(TICK, this::keepTime);
        reader.intake().endWhatIsOver(nowInMillis());
    }

    private void goOnWith(Kept.Waiting waiting) {
        var frame = waiting.frame();
        if (!frame.hasSend()) {
            changes.goOnWith(waiting.place(), frame, new CompletableFuture<>());
        } else if (frame.getSend().getId() == 0) {
            unnumbered.add(new Unnumbered(waiting.place(), frame.getSend(), new CompletableFuture<>()));
        } else {
            outbox.goOnWith(waiting.place(), frame.getSend(), new CompletableFuture<>());
        }
    }

    /** Runs this on the loop, when what is stored can be read; otherwise the answer fails. */
    private void onceOpen(CompletableFuture<?> answer, Runnable step) {
        if (closed) {
            answer.completeExceptionally(closed());
            return;
        }
        loop.execute(() -> {
            try {
                open();
                step.run();
            } catch (IOException | RuntimeException unusable) {
                answer.completeExceptionally(KithException.noAnswer(
                        "What this client stores cannot be used: " + unusable.getMessage(), unusable));
            }
        });
    }

    /**
     * Waits until what is stored can be read, for once and for the disk alone. Where it cannot be, or who holds it takes long, the app
     * has what is in memory.
     */
    void settle() {
        if (database == null || !receiving || closed) {
            return;
        }
        var settled = new CompletableFuture<Void>();
        onceOpen(settled, () -> settled.complete(null));
        settled.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(unusable -> null)
                .join();
    }

    /** Does this on the loop, where it is kept when the future is done. */
    CompletableFuture<Void> keep(Runnable step) {
        var done = new CompletableFuture<Void>();
        onceOpen(done, () -> {
            step.run();
            done.complete(null);
        });
        return threads.answered(done);
    }

    /** The phone book of the one who is the user now. */
    BookUpload.Kept book() {
        var world = profiles.people().world();
        return new BookUpload.Kept() {
            @Override
            public <T> CompletableFuture<T> ask(Function<KeptBook, T> question) {
                var answer = new CompletableFuture<T>();
                onceOpen(answer, () -> {
                    if (world == profiles.people().world()) {
                        answer.complete(question.apply(phoneBook));
                    } else {
                        answer.completeExceptionally(anotherUser());
                    }
                });
                return threads.answered(answer);
            }
        };
    }

    /** Tells who is called otherwise than before. */
    CompletableFuture<Boolean> callAsTheBookDoes(BookUpload.Kept kept) {
        return kept.ask(book -> {
            profiles.people().callAll(BookUpload.names(book)).forEach(profiles::tell);
            return true;
        });
    }

    private void joined(ContactJoinedEntry contact) {
        var people = profiles.people();
        if (!contact.getMovedFrom().isEmpty()) {
            people.moved(contact.getMovedFrom(), contact.getAddress());
            BookUpload.moved(phoneBook, contact.getMovedFrom(), contact.getAddress());
        }
        BookUpload.joined(phoneBook, contact.getAddress()).ifPresent(name -> people.call(contact.getAddress(), name));
    }

    private static KithException anotherUser() {
        return KithException.noAnswer("Another user has signed in.", null);
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
        onceOpen(started, () -> connector.start(started));
        return threads.answered(started);
    }

    void stop() {
        loop.execute(connector::stop);
    }

    void signedOut() {
        loop.execute(connector::signedOut);
    }

    void format(SocketFormat format) {
        loop.execute(() -> connector.format(format));
    }

    void network(boolean available) {
        loop.execute(() -> connector.network(available));
    }

    void reset() {
        uid = 0;
        loop.execute(() -> {
            connector.stop();
            forget(NOBODY, KithException.noAnswer("The client was reset.", null));
            wipe();
        });
    }

    /** What is stored and was not used by this client yet. */
    private void wipe() {
        var file = database;
        if (file == null || !receiving) {
            return;
        }
        try {
            Database.wipe(file, key, this::nowInMillis);
        } catch (IOException unusable) {
            LOG.log(Level.WARNING, "what is stored cannot be forgotten", unusable);
        }
    }

    private long nowInMillis() {
        return clock.now().toEpochMilli();
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
        if (shuttingDown) {
            return;
        }
        shuttingDown = true;
        connector.stop();
        presence.clear();
        giveUp(closed());
        store.close();
        var unused = local.close().whenComplete((nothing, failure) -> isShutDown.complete(null));
        listeners.end();
        listeners.last(threads::close);
        loop.close();
    }

    OptionalLong nextId() {
        return ids.next();
    }

    /** Sends what has its id. */
    CompletableFuture<SentMessage> send(Send message) {
        var answer = new CompletableFuture<SentMessage>();
        onceOpen(answer, () -> outbox.add(message, answer));
        return threads.answered(answer);
    }

    /** Sends what was refused once more. */
    CompletableFuture<SentMessage> resend(int id) {
        var answer = new CompletableFuture<SentMessage>();
        onceOpen(answer, () -> outbox.again(id, answer));
        return threads.answered(answer);
    }

    /** Sends under the next id, which may be known only when the device is connected for the first time. */
    CompletableFuture<SentMessage> sendUnnumbered(Send draft) {
        var answer = new CompletableFuture<SentMessage>();
        onceOpen(answer, () -> number(draft, answer));
        return threads.answered(answer);
    }

    /** Sends a message that refers to this file, once the file is at the server. Cancelled, it is not sent, if it is not too late. */
    CompletableFuture<SentMessage> sendFile(Path file, Send draft) {
        var answer = new CompletableFuture<SentMessage>();
        onceOpen(answer, () -> files.add(file.toAbsolutePath(), draft, answer));
        var sent = threads.answered(answer);
        var unused = sent.whenComplete((message, failure) -> {
            if (sent.isCancelled()) {
                loop.execute(() -> files.stop(answer));
            }
        });
        return sent;
    }

    private void sendWith(Send message, Runnable step, CompletableFuture<SentMessage> answer) {
        kept.together(() -> {
            step.run();
            if (message.getId() == 0) {
                number(message, answer);
            } else {
                outbox.add(message, answer);
            }
        });
    }

    /** Where uploads were begun, as it is stored. */
    <T> CompletableFuture<T> ofFiles(Function<KeptFiles, T> question) {
        var answer = new CompletableFuture<T>();
        onceOpen(answer, () -> answer.complete(question.apply(files.kept())));
        return answer;
    }

    /** Changes a message that is there. */
    CompletableFuture<Void> change(ClientFrame frame) {
        var answer = new CompletableFuture<Void>();
        onceOpen(answer, () -> changes.add(frame, answer));
        return threads.answered(answer);
    }

    /** The same of many, which are kept together. Done when they are kept. */
    CompletableFuture<Void> changeAll(List<ClientFrame> frames) {
        var done = new CompletableFuture<Void>();
        onceOpen(done, () -> {
            kept.together(() -> frames.forEach(frame -> changes.add(frame, new CompletableFuture<>())));
            done.complete(null);
        });
        return done;
    }

    /** Completed where the app may wait. */
    <T> CompletableFuture<T> answered(CompletableFuture<T> inner) {
        return threads.answered(inner);
    }

    /** Says what is true only now. */
    CompletableFuture<Void> tell(ClientFrame frame) {
        var answer = new CompletableFuture<Void>();
        onLoop(answer, () -> changes.tell(frame, answer));
        return threads.answered(answer);
    }

    /** Done when it is kept that they are read. */
    @CanIgnoreReturnValue
    CompletableFuture<Void> read(List<Long> messageIds) {
        var done = new CompletableFuture<Void>();
        onceOpen(done, () -> {
            kept.together(() -> {
                reader.intake().read(messageIds, nowInMillis());
                outbox.read(messageIds);
            });
            done.complete(null);
        });
        return threads.answered(done);
    }

    /** What waits for an id is before it. */
    private void number(Send draft, CompletableFuture<SentMessage> answer) {
        var id = unnumbered.isEmpty() && store.owner() != NOBODY ? ids.next() : OptionalLong.empty();
        if (id.isPresent()) {
            outbox.add(draft.toBuilder().setId((int) id.getAsLong()).build(), answer);
        } else {
            long place = kept.add(ClientFrame.newBuilder().setSend(draft).build());
            kept.onceKept(() -> unnumbered.add(new Unnumbered(place, draft, answer)));
        }
    }

    /** The device has its ids by now. What cannot be stored waits on, and all behind it. */
    private void numberAll() {
        try {
            for (var next = unnumbered.peek(); next != null; next = unnumbered.peek()) {
                var id = ids.next();
                if (id.isEmpty()) {
                    return;
                }
                var send = next.draft.toBuilder().setId((int) id.getAsLong()).build();
                outbox.add(next.place, send, next.answer);
                unnumbered.remove();
            }
        } catch (RuntimeException notStored) {
            LOG.log(Level.WARNING, "what waits for an id cannot be stored", notStored);
            loop.after(RETRY, this::numberAll);
        }
    }

    private boolean isUnsent(long messageId) {
        return messageId >>> Integer.SIZE == store.owner() && outbox.has((int) messageId);
    }

    private void refused(ClientFrame change, KithException why) {
        if (change.hasDelete() && why.code() == ErrorCode.NOT_FOUND) {
            reader.intake().forget(change.getDelete().getId(), nowInMillis());
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
        files.clear(reason);
    }

    private static KithException closed() {
        return KithException.noAnswer("The client is closed.", null);
    }

    private void became(int id, MessageStatus status, @Nullable Instant at, @Nullable KithException failure) {
        long globalId = store.owner() << 32 | Integer.toUnsignedLong(id);
        var when = at == null ? clock.now() : at;
        reader.intake().own(globalId, status, when.toEpochMilli(), failure);
        if (status != MessageStatus.OUTBOX) {
            loop.execute(changes::goOn);
        }
    }

    // ---- what the connection tells, on the loop ----

    @Override
    public void status(ConnectionStatus status, @Nullable KithException reason) {
        listeners.tell(listener -> listener.onConnectionStatus(status, reason));
    }

    @Override
    public void online(Link link, Welcome welcome) {
        long user = welcome.getUid();
        onlineSince = System.nanoTime();
        belongTo(user);
        uid = user;
        clock.isNow(Instant.ofEpochMilli(welcome.getServerTime()));
        keepClock();
        var block = welcome.getIdBlock();
        ids.block(
                Math.max(1, Integer.toUnsignedLong(block.getFirst())),
                Integer.toUnsignedLong(block.getLast()),
                Integer.toUnsignedLong(block.getNext()));
        reader.online(link, welcome.getHead());
        outbox.online(link);
        numberAll();
        changes.online(link);
        files.online();
        presence.online();
        if (receiving) {
            profiles.catchUp(store.profileCursor(), cursor -> {
                if (store.owner() == user) {
                    store.profileCursor(cursor);
                }
            });
        }
    }

    @Override
    public void offline() {
        onlineSince = null;
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
