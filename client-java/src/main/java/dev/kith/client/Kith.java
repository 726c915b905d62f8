package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import dev.kith.client.inbox.InboxReader;
import dev.kith.client.inbox.JournalStore;
import dev.kith.client.inbox.MemoryStore;
import dev.kith.client.inbox.Store;
import dev.kith.client.outbox.FileIds;
import dev.kith.client.outbox.MemoryIds;
import dev.kith.client.outbox.MessageIds;
import dev.kith.client.outbox.Outbox;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.rest.MemoryVault;
import dev.kith.client.rest.ServerAddress;
import dev.kith.client.rest.ServerClock;
import dev.kith.client.rest.TokenClaims;
import dev.kith.client.socket.Connector;
import dev.kith.client.socket.Link;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * One signed-in device of one user.
 *
 * <pre>{@code
 * var kith = new Kith();
 * kith.setServer("https://chat.example");
 * kith.setAccessToken(accessToken, refreshToken);
 * kith.addListener(new KithListener() {
 *     public void onMessage(Message message) {
 *         System.out.println(message.sender() + ": " + message.text());
 *     }
 * });
 * kith.start();
 * kith.sendMessage(MessageParams.to("+4915112345678"), "Hello");
 * }</pre>
 *
 * <p>Thread-safe; no call waits for the network. Futures complete on threads of their own, so waiting in one of their
 * callbacks harms nothing, and fail with a {@link KithException}. Messages and read receipts that are given while there is
 * no connection are kept, in memory, and sent when there is one.
 */
public final class Kith implements AutoCloseable {
    /** Also what comes after {@link #close()} is answered, on the thread that brings it. */
    private final ExecutorService answers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "kith-answer"),
            (task, closed) -> task.run());

    private final ExecutorService listenerThread =
            Executors.newSingleThreadExecutor(task -> daemon(task, "kith-listener"));
    private final ServerClock clock = new ServerClock(Clock.systemUTC());
    private final OkHttpClient http = client();
    private final Gateway gateway = new Gateway(http, answers);
    private final Credentials credentials = new Credentials(gateway, answers, clock);
    private final Listeners listeners = new Listeners(listenerThread);
    private final Profiles profiles = new Profiles(gateway, credentials, listeners);
    private final Arrivals arrivals = new Arrivals(listeners, profiles);
    private final ContactSynchronizer contacts = new ContactSynchronizer(gateway, credentials, listeners);
    private final Loop loop = new Loop();
    private final PresenceWatch presence = new PresenceWatch(gateway, credentials, listeners, loop);
    private final Outbox outbox = new Outbox(loop, this::became);
    private final Connector connector =
            new Connector(http, gateway, credentials, loop, new Core(), () -> reader().cursor(), clock);

    private volatile Store store = new MemoryStore();
    private volatile MessageIds ids = new MemoryIds();
    private volatile InboxReader reader = new InboxReader(loop, store, arrivals);
    private volatile long uid;
    private volatile boolean receiving = true;
    private final List<Runnable> withoutId = new ArrayList<>();

    // ---- set-up ----

    /** The gateway, such as {@code https://chat.example}; at first {@code http://localhost:8080}. */
    public void setServer(String url) {
        gateway.use(new ServerAddress(url, gateway.server().secure()));
    }

    /** TLS; on at first, and needed for every host but loopback unless it is switched off here. */
    public void setSecureConnection(boolean on) {
        gateway.use(new ServerAddress(gateway.server().given(), on));
    }

    /** Who we are, until the token expires. */
    public void setAccessToken(String token) {
        setTokens(new Tokens(token, null));
    }

    /** Who we are; renewed by itself. */
    public void setAccessToken(String token, String refreshToken) {
        setTokens(new Tokens(token, refreshToken));
    }

    private void setTokens(Tokens tokens) {
        try {
            setTokenVault(new MemoryVault(tokens));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Who we are, kept by the app: renewed tokens are stored there before they are used. */
    public void setTokenVault(TokenVault vault) throws IOException {
        credentials.use(vault);
        credentials.claims().map(TokenClaims::uid).ifPresent(known -> uid = known);
    }

    /**
     * A directory of this user's, where the cursor, the messages that were shown and the ids that were used are kept.
     * Without one a restart reads the whole inbox again. Before {@link #start()}.
     */
    public void setPath(Path directory) throws IOException {
        if (connector.status() != ConnectionStatus.STOPPED) {
            throw new IllegalStateException("the path is set before the client is started");
        }
        ids = new FileIds(directory);
        store = new JournalStore(directory);
        reader = new InboxReader(loop, store, arrivals);
        reader.receive(receiving);
    }

    /**
     * Off: what arrives is neither told nor acknowledged but waits at the server for the next time. For programs that only
     * send. Before {@link #start()}.
     */
    public void setReceiving(boolean on) {
        receiving = on;
        reader.receive(on);
    }

    public void addListener(KithListener listener) {
        listeners.add(listener);
    }

    public void removeListener(KithListener listener) {
        listeners.remove(listener);
    }

    /** Where listeners are called, for instance the thread of the user interface; still one call at a time, in order. */
    public void setListenerExecutor(Executor executor) {
        listeners.use(executor);
    }

    /** Connects, and stays connected until {@link #stop()}. The future is done when the client is online the first time. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> start() {
        gateway.server().requireValid();
        var started = new CompletableFuture<Void>();
        loop.execute(() -> connector.start(started));
        return answered(started);
    }

    public void stop() {
        loop.execute(connector::stop);
    }

    public ConnectionStatus getConnectionStatus() {
        return connector.status();
    }

    /** What the platform says of the network; without this the client finds out by trying. */
    public void setNetworkAvailable(boolean available) {
        loop.execute(() -> connector.network(available));
    }

    /** Stops, and forgets the user, the listeners, and all that is only in memory. */
    public void reset() {
        listeners.clear();
        credentials.forget();
        profiles.clear();
        uid = 0;
        loop.execute(() -> {
            connector.stop();
            presence.clear();
            withoutId.clear();
            outbox.clear(KithException.noAnswer("reset", null));
        });
    }

    /** Stops for good. */
    @Override
    public void close() {
        var closed = new CompletableFuture<Void>();
        loop.execute(() -> {
            connector.stop();
            outbox.clear(KithException.noAnswer("closed", null));
            closed.complete(null);
        });
        var unused = closed.whenComplete((done, failure) -> {
            loop.close();
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
            listeners.then(listenerThread::shutdown);
            answers.shutdown();
        });
    }

    // ---- signing in ----

    /** Sends a one-time code to this number. The region, two letters, is that of a number without country code. */
    public CompletableFuture<Verification> requestCode(String app, String phone, @Nullable String region) {
        var body = new JsonObject();
        body.addProperty("app", app);
        body.addProperty("phone", phone);
        if (region != null) {
            body.addProperty("region", region);
        }
        return gateway.open(Call.post(body, "v1", "verifications"))
                .thenApply(answer -> new Verification(Json.text(Json.object(answer), "id")));
    }

    /**
     * Signs this device in; five tries a verification. The client uses the tokens from then on and renews them.
     *
     * @param device its name, shown to the user in the list of devices
     */
    public CompletableFuture<SignIn> confirmCode(Verification verification, String code, String device) {
        return confirmCode(verification, code, device, Newcomer.ANY);
    }

    /** The same; if the number was nobody's before, the new user starts like this. */
    public CompletableFuture<SignIn> confirmCode(
            Verification verification, String code, String device, Newcomer newcomer) {
        var body = new JsonObject();
        body.addProperty("code", code);
        body.addProperty("device", device);
        newcomer.nameToShow().ifPresent(name -> body.addProperty("name", name));
        newcomer.choice().ifPresent(choice -> body.addProperty("discoverability", choice.slug()));
        return gateway.open(Call.post(body, "v1", "verifications", verification.id()))
                .thenApply(answer -> signedIn(Json.object(answer)));
    }

    private SignIn signedIn(JsonObject answer) {
        var signIn = new SignIn(
                Json.number(answer, "uid"),
                Json.text(answer, "device"),
                Json.optional(answer, "created").map(JsonElement::getAsBoolean).orElse(false),
                Json.tokens(answer));
        clock.madeNow(signIn.tokens().access());
        setTokens(signIn.tokens());
        uid = signIn.uid();
        return signIn;
    }

    /** Ends this device's sign-in, here and at the server. */
    public CompletableFuture<Void> signOut() {
        var device = credentials.claims().map(TokenClaims::device).orElse(null);
        if (device == null) {
            return CompletableFuture.failedFuture(KithException.of(ErrorCode.UNAUTHENTICATED, "Nobody is signed in."));
        }
        return gateway.signed(Call.delete("v1", "devices", device), credentials).thenAccept(done -> {
            loop.execute(connector::stop);
            credentials.forget();
        });
    }

    /** The user's number in the system; empty before the sign-in. */
    public OptionalLong getUid() {
        return uid == 0 ? OptionalLong.empty() : OptionalLong.of(uid);
    }

    public CompletableFuture<Discoverability> getDiscoverability() {
        return gateway.signed(Call.get("v1", "account", "discoverability"), credentials)
                .thenApply(Kith::discoverability);
    }

    /** Who finds the user by their number. Asked of the user before the first contact sync. */
    public CompletableFuture<Discoverability> setDiscoverability(Discoverability choice) {
        var body = new JsonObject();
        body.addProperty("discoverability", choice.slug());
        return gateway.signed(Call.put(body, "v1", "account", "discoverability"), credentials)
                .thenApply(answer -> choice);
    }

    private static Discoverability discoverability(JsonElement answer) {
        return Discoverability.ofSlug(Json.text(Json.object(answer), "discoverability"));
    }

    // ---- messages ----

    /**
     * An id that was not used before, for {@link #sendMessage(MessageParams, int, String)}.
     *
     * <p>Ids come from a block that the server gives this device at its first connection; with {@link #setPath} they are
     * known, and never given twice, over restarts.
     *
     * @throws IllegalStateException before the first connection; send without an id until then
     */
    public int random() {
        return (int) ids.next()
                .orElseThrow(() -> new IllegalStateException(
                        "this device gets its ids with its first connection: wait for start(), or send without an id"));
    }

    /** Sends a text under this id. The future is done when the server will not lose it any more. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, int id, String text) {
        return send(params, id, draft -> draft.setText(text));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, int id, byte[] data) {
        return send(params, id, draft -> draft.setData(ByteString.copyFrom(data)));
    }

    /** Sends under the next id, also before the first connection. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, String text) {
        return send(params, draft -> draft.setText(text));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, byte[] data) {
        return send(params, draft -> draft.setData(ByteString.copyFrom(data)));
    }

    private CompletableFuture<SentMessage> send(MessageParams params, UnaryOperator<Send.Builder> body) {
        var answer = new CompletableFuture<SentMessage>();
        loop.execute(() -> sendWithNextId(params, body, answer));
        return answered(answer);
    }

    private void sendWithNextId(
            MessageParams params, UnaryOperator<Send.Builder> body, CompletableFuture<SentMessage> answer) {
        var id = ids.next();
        if (id.isPresent()) {
            outbox.add(draft(params, (int) id.getAsLong(), body), answer);
        } else {
            withoutId.add(() -> sendWithNextId(params, body, answer));
        }
    }

    private CompletableFuture<SentMessage> send(MessageParams params, int id, UnaryOperator<Send.Builder> body) {
        var answer = new CompletableFuture<SentMessage>();
        var draft = draft(params, id, body);
        loop.execute(() -> outbox.add(draft, answer));
        return answered(answer);
    }

    private static Send draft(MessageParams params, int id, UnaryOperator<Send.Builder> body) {
        return body.apply(Send.newBuilder()
                        .setTo(params.peer())
                        .setId(id)
                        .setType(params.type())
                        .setDeliveryReceipt(params.deliveryReceipt())
                        .setReadReceipt(params.readReceipt())
                        .setReplyTo(params.replyTo())
                        .putAllProperties(params.properties()))
                .build();
    }

    /** The user has read these messages. Their other devices hear it, and senders who asked for it. */
    public void markRead(Collection<Long> messageIds) {
        var read = List.copyOf(messageIds);
        loop.execute(() -> outbox.read(read));
    }

    public void markRead(long messageId) {
        markRead(List.of(messageId));
    }

    // ---- people ----

    /** Sends phone books; one for this client, so that its calls keep their order. */
    public ContactSynchronizer contactSynchronizer() {
        return contacts;
    }

    /** What is known here of this profile, at once; the newest is fetched and comes to {@code onProfileUpdated}. */
    public Profile getProfile(String address) {
        var unused = fetchProfile(address)
                .thenAccept(fresh -> listeners.tell(listener -> listener.onProfileUpdated(fresh)))
                .exceptionally(unreachable -> null);
        return profiles.local(address);
    }

    /** What the user may see of this profile now. {@code UNREACHABLE}: nobody, or not for this user. */
    public CompletableFuture<Profile> fetchProfile(String address) {
        return profiles.fetch(address);
    }

    public CompletableFuture<SelfProfile> getSelfProfile() {
        return profiles.self();
    }

    /** Stores the changes; the future has the profile as it is then. */
    public CompletableFuture<SelfProfile> setSelfProfile(SelfProfile changed) {
        return profiles.change(changed);
    }

    /**
     * Tells {@code onPresence} of these people from now on, and of nobody else. How they are at this moment comes there and
     * to the future. An empty list ends it.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<WatchedPresence> watchPresence(Collection<String> addresses) {
        return presence.watch(addresses);
    }

    // ---- time ----

    /** Now, by the server's clock, in epoch milliseconds. */
    public long getTimestamp() {
        return clock.now().toEpochMilli();
    }

    // ---- inside ----

    private InboxReader reader() {
        return reader;
    }

    private void became(int id, MessageStatus status, @Nullable Instant at, @Nullable KithException failure) {
        long globalId = uid << 32 | Integer.toUnsignedLong(id);
        reader.own(globalId, status, at == null ? getTimestamp() : at.toEpochMilli(), failure);
    }

    /** The same, completed on a thread where the app may wait. */
    private <T> CompletableFuture<T> answered(CompletableFuture<T> inner) {
        var outer = new CompletableFuture<T>();
        var unused = inner.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        outer.complete(value);
                    } else {
                        outer.completeExceptionally(KithException.from(failure));
                    }
                },
                answers);
        return outer;
    }

    /** What the connection tells, on the loop. */
    private final class Core implements Connector.Owner {
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
            var waiting = List.copyOf(withoutId);
            withoutId.clear();
            waiting.forEach(Runnable::run);
            presence.online();
            if (receiving) {
                profiles.catchUp(store);
            }
        }

        @Override
        public void offline() {
            reader.offline();
            outbox.offline();
            presence.offline();
        }

        @Override
        public void frame(Link link, ServerFrame frame) {
            switch (frame.getFrameCase()) {
                case PUSH -> reader.pushed(frame.getPush());
                case PONG -> reader.reached(frame.getPong().getHead());
                case PROFILE_CHANGED -> {
                    var changed = frame.getProfileChanged();
                    profiles.changed(changed.getAddress(), changed.getVersion(), changed.getFieldsMap());
                }
                case PRESENCE_OF -> arrivals.presence(frame.getPresenceOf());
                default -> {} // Of a newer server, or an answer that came too late.
            }
        }
    }

    private static OkHttpClient client() {
        var dispatcher = new Dispatcher(Executors.newCachedThreadPool(task -> daemon(task, "kith-http")));
        dispatcher.setMaxRequestsPerHost(32);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
