package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.ByteString;
import dev.kith.client.blocking.BlockingKith;
import dev.kith.client.files.Digests;
import dev.kith.client.files.MediaService;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.MemoryVault;
import dev.kith.client.rest.ServerAddress;
import dev.kith.client.rest.ServerClock;
import dev.kith.client.rest.TokenClaims;
import dev.kith.client.socket.Loop;
import dev.kith.client.store.DatabaseKey;
import dev.kith.contracts.socket.Cancel;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.React;
import dev.kith.contracts.socket.Send;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
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
 * callbacks harms nothing, and fail with a {@link KithException}. What the user does while there is no connection is kept
 * and sent when there is one, by a later process too where {@link #setPath} is used: once, in order.
 */
public final class Kith implements AutoCloseable {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final long began = System.nanoTime();
    private final Threads threads = new Threads();
    private final AtomicLong lastRevision = new AtomicLong();
    private final ServerClock clock = new ServerClock(Clock.systemUTC());
    private final Gateway gateway = new Gateway(threads.http, threads.answers);
    private final Credentials credentials = new Credentials(gateway, threads.answers, clock);
    private final Account account = new Account(gateway, credentials);
    private final Relationships relationships = new Relationships(gateway, credentials);
    private final BegunUploads begunUploads = new BegunUploads(() -> this.core);
    private final Digests digests = new Digests();
    private final FileTransfers files = new FileTransfers(threads.files, gateway, credentials, this::media);
    private final MessageRequests requests = new MessageRequests(gateway, credentials);
    private final Listeners listeners = new Listeners(threads.listeners);
    private final Loop loop = new Loop();
    private final Profiles profiles = new Profiles(gateway, credentials, listeners, loop);
    private final Groups groups = new Groups(gateway, credentials, profiles);
    private final Pictures pictures = new Pictures(gateway, credentials, files, this::media, profiles, groups);
    private final ContactSynchronizer contacts =
            new ContactSynchronizer(gateway, credentials, listeners, () -> this.core, threads.files);
    private final Core core = new Core(threads, loop, clock, gateway, credentials, listeners, profiles, files);
    private final History history =
            new History(gateway, credentials, profiles, () -> core.uid().orElse(0));

    private final Messages messages = new Messages(core, history, listeners);
    private final Registry registry = new Registry(core, profiles, listeners);
    private final Calls calls = new Calls(core);
    private final Flows flows = new Flows(listeners, messages);

    /** For one transfer, of who is the user at its beginning. */
    private MediaService media() {
        return new MediaService(gateway, credentials.ofOneUser(), begunUploads, digests);
    }

    // ---- set-up ----

    /** The gateway, such as {@code https://chat.example}; at first {@code http://localhost:8080}. */
    public void setServer(String url) {
        gateway.use(new ServerAddress(url, gateway.server().secure()));
    }

    /** TLS; on at first, and needed for every host but loopback unless it is switched off here. */
    public void setSecureConnection(boolean on) {
        gateway.use(new ServerAddress(gateway.server().given(), on));
    }

    /** How frames cross the socket, from the next connection on; at first {@link SocketFormat#BINARY}. */
    public void setSocketFormat(SocketFormat format) {
        core.format(format);
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
        credentials.claims().map(TokenClaims::uid).ifPresent(core::user);
    }

    /**
     * A directory of this user's, where messages, what waits to be sent, and the ids that were used are kept. Without one a
     * restart reads the whole inbox again, and what was not sent is lost with the process. Before {@link #start()}.
     */
    public void setPath(Path directory) throws IOException {
        core.keepIn(directory.resolve("kith.db"), directory.resolve("ids"));
        pictures.keepIn(directory.resolve("pictures"));
    }

    /** The same in a file of this name, and a few beside it whose names begin with its. Before {@link #start()}. */
    public void setDatabase(Path file) throws IOException {
        core.keepIn(file, file.resolveSibling(file.getFileName() + "-ids"));
        pictures.keepIn(file.resolveSibling(file.getFileName() + "-pictures"));
    }

    /**
     * Encrypts the database with this key, which is not kept: the app gives it each time, from where its platform keeps secrets.
     * It is set before anything is stored, needs a driver that encrypts (see the README) and is for good: what was stored without a
     * key is not taken over. {@link #start()} and whatever reads fail, and nothing is changed, where the driver does not encrypt, the
     * key is another one, or the database is not encrypted. Before {@link #start()}.
     */
    public void setDatabaseKey(byte[] key) {
        core.key(new DatabaseKey(key));
    }

    /** The same by a passphrase. The array may be overwritten then. */
    public void setDatabaseKey(char[] passphrase) {
        core.key(new DatabaseKey(passphrase));
    }

    /**
     * Off: what arrives is neither told nor acknowledged but waits at the server for the next time. For programs that only
     * send. Before {@link #start()}.
     */
    public void setReceiving(boolean on) {
        core.receive(on);
    }

    /**
     * On: a new device is not told all that the user ever received but what comes from now on. It shows
     * {@link History#summary()} first and reads older messages when they are looked at. Before {@link #start()}.
     */
    public void setHistoryOnDemand(boolean on) {
        core.historyOnDemand(on);
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
        return core.start();
    }

    public void stop() {
        core.stop();
    }

    public ConnectionStatus getConnectionStatus() {
        return core.status();
    }

    /** What the platform says of the network; without this the client finds out by trying. */
    public void setNetworkAvailable(boolean available) {
        core.network(available);
    }

    /** Stops, and forgets the user, the listeners, and all that is stored of the user here. Needed between two users. */
    public void reset() {
        listeners.clear();
        core.reset();
        credentials.forget();
        profiles.clear();
        pictures.clear();
    }

    /**
     * Stops for good. Waits a moment for listeners that are at work, so that what they were told is stored as such; not
     * where a listener itself calls it.
     */
    @Override
    public void close() {
        core.close();
        pictures.end();
    }

    // ---- signing in ----

    /** Sends a one-time code to this number. The region, two letters, is that of a number without country code. */
    public CompletableFuture<Verification> requestCode(String app, String phone, @Nullable String region) {
        return account.requestCode(app, phone, region);
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
        return account.confirmCode(verification, code, device, newcomer).thenApply(signIn -> {
            clock.madeNow(signIn.tokens().access());
            setTokens(signIn.tokens());
            core.user(signIn.uid());
            return signIn;
        });
    }

    /** Ends this device's sign-in, here and at the server. */
    public CompletableFuture<Void> signOut() {
        return account.signOut().thenRun(() -> {
            core.signedOut();
            credentials.forget();
        });
    }

    // ---- the own account ----

    /** Where the user is signed in, the device that was seen last first. */
    public CompletableFuture<List<OwnDevice>> getDevices() {
        return account.devices();
    }

    /** Signs out another device of the user. {@code NOT_FOUND}: none of this id is signed in. */
    public CompletableFuture<Void> signOutDevice(String id) {
        return account.signOut(id);
    }

    /** Whether those who may see the user's presence see it; otherwise the user is offline to everybody. */
    public CompletableFuture<Boolean> getVisible() {
        return account.visible();
    }

    /** On for who never said otherwise. Who is invisible does not see the presence of others either. */
    public CompletableFuture<Void> setVisible(boolean on) {
        return account.setVisible(on);
    }

    /** Sends a one-time code to the number that this user will have from now on. The region as in {@link #requestCode}. */
    public CompletableFuture<Verification> requestNumber(String phone, @Nullable String region) {
        return account.requestNumber(phone, region);
    }

    /**
     * Makes the new number the user's; the future has it. Contacts who hold each other hear of it, devices stay signed in.
     * {@code ADDRESS_TAKEN}: the number has an account of its own.
     */
    public CompletableFuture<String> confirmNumber(Verification verification, String code) {
        return account.confirmNumber(verification, code);
    }

    /** All that the server holds of the user, as one JSON text. */
    public CompletableFuture<String> exportAccount() {
        return new AccountExport(gateway, credentials).gather().thenApply(Object::toString);
    }

    /** Erases the user everywhere, for good, and signs this device out. The own address confirms it. */
    public CompletableFuture<Void> deleteAccount(String address) {
        return account.delete(address).thenRun(() -> {
            core.signedOut();
            credentials.forget();
        });
    }

    /** Sends a one-time code to a number whose holder, without an account, wants to know what is held about it. */
    public CompletableFuture<Verification> requestTraces(String app, String phone, @Nullable String region) {
        return account.requestTraces(app, phone, region);
    }

    /** In how many phone books the proven number stands. */
    public CompletableFuture<Traces> confirmTraces(Verification verification, String code) {
        return account.confirmTraces(verification, code);
    }

    /**
     * Takes the number out of all phone books, which may take a moment, and keeps it out until somebody signs up with it.
     * {@code ADDRESS_TAKEN}: it has an account.
     */
    public CompletableFuture<Traces> eraseTraces(Traces traces) {
        return account.eraseTraces(traces);
    }

    /** The user's number in the system; empty before the sign-in. */
    public OptionalLong getUid() {
        return core.uid();
    }

    public CompletableFuture<Discoverability> getDiscoverability() {
        return account.discoverability();
    }

    /** Who finds the user by their number. Asked of the user before the first contact sync. */
    public CompletableFuture<Discoverability> setDiscoverability(Discoverability choice) {
        return account.setDiscoverability(choice);
    }

    /** How the user stands to everybody whom they granted, follow or have blocked. */
    public CompletableFuture<List<Relationship>> getRelationships() {
        return relationships.list();
    }

    public CompletableFuture<Boolean> getAutoContactSync() {
        return relationships.automatic();
    }

    /**
     * Whether the user follows who writes to them and whose profile they open; on unless it is turned off. It grants
     * nothing, and what is followed already stays.
     */
    public CompletableFuture<Void> setAutoContactSync(boolean on) {
        return relationships.setAutomatic(on);
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
        return (int) core.nextId()
                .orElseThrow(() -> new IllegalStateException(
                        "this device gets its ids with its first connection: wait for start(), or send without an id"));
    }

    /**
     * Sends a text under this id. The future is done when the server will not lose it any more. {@code ID_CONFLICT}: the id is of
     * another message; sent once more, the same message is answered as it was.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, int id, String text) {
        return core.send(draft(params).setId(id).setText(text).build());
    }

    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, int id, byte[] data) {
        return core.send(
                draft(params).setId(id).setData(ByteString.copyFrom(data)).build());
    }

    /** Sends under the next id, also before the first connection. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, String text) {
        return core.sendUnnumbered(draft(params).setText(text).build());
    }

    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendMessage(MessageParams params, byte[] data) {
        return core.sendUnnumbered(
                draft(params).setData(ByteString.copyFrom(data)).build());
    }

    /** Sends a place, under the next id; {@link Message#asLocation()} has it on the other side. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendLocation(MessageParams params, Location location) {
        return sendMessage(location.in(params), location.text());
    }

    /** Sends a place under this id. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendLocation(MessageParams params, int id, Location location) {
        return sendMessage(location.in(params), id, location.text());
    }

    /** Sends a place to everybody in the group. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendGroupLocation(long group, MessageParams params, Location location) {
        return sendGroupMessage(group, location.in(params), location.text());
    }

    /**
     * Sends a file: brings it to the server, and then sends a message that refers to it ({@link Message#file}), under the next
     * id. {@code onFile} tells how it gets on. The future is done when the server will not lose the message any more; cancelled
     * before, nothing is sent.
     *
     * <p>It goes on where it stopped when the line breaks and, with {@link #setPath}, after the end of the process; messages
     * that are written in the meantime do not wait for it. The file is read when it is brought, so it has to stay until then. The same
     * bytes are brought once. {@code INVALID_VALUE}: it cannot be read; {@code TOO_LARGE}, {@code FILES_FULL}, {@code BAD_FILE}.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendFile(MessageParams params, Path file) {
        return core.sendFile(file, draft(params).build());
    }

    /** The same under this id. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendFile(MessageParams params, int id, Path file) {
        return core.sendFile(file, draft(params).setId(id).build());
    }

    /** The same to everybody in the group. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendGroupFile(long group, MessageParams params, Path file) {
        return core.sendFile(file, draft(params).setTo("").setGroup(group).build());
    }

    /**
     * Passes on a message that the user has, under the next id, as it stands: of the params only the peer, the receipts and
     * what it replies to count. The recipient sees that it was forwarded.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> forwardMessage(MessageParams params, long messageId) {
        return core.sendUnnumbered(forward(params, messageId).build());
    }

    /** The same under this id. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> forwardMessage(MessageParams params, int id, long messageId) {
        return core.send(forward(params, messageId).setId(id).build());
    }

    private static Send.Builder forward(MessageParams params, long messageId) {
        return draft(params).clearType().clearProperties().setForward(messageId);
    }

    /**
     * Gives one's own message another text, on all devices of both sides. {@code TOO_LATE} after the time that the server
     * allows; {@code NOT_FOUND}: it is not there any more, or somebody else's.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> editMessage(long messageId, String text) {
        return core.change(
                ClientFrame.newBuilder().setEdit(edit(messageId).setText(text)).build());
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> editMessage(long messageId, byte[] data) {
        return core.change(ClientFrame.newBuilder()
                .setEdit(edit(messageId).setData(ByteString.copyFrom(data)))
                .build());
    }

    /**
     * Deletes a message from the user's devices or, everywhere, one of their own from those of both sides, for good. Refused
     * as an edit is.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> deleteMessage(long messageId, boolean everywhere) {
        return core.change(ClientFrame.newBuilder()
                .setDelete(Delete.newBuilder().setId(messageId).setEverywhere(everywhere))
                .build());
    }

    /**
     * Takes back one's own message that no device of the recipient has. When the future is done it is on its way;
     * {@code onMessageUpdate} tells {@code CANCELLED} if no device was quicker. {@code TOO_LATE}: one has it.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> cancelMessage(long messageId) {
        return core.change(ClientFrame.newBuilder()
                .setCancel(Cancel.newBuilder().setId(messageId))
                .build());
    }

    /** Says what the user feels about a message, usually one emoji; empty takes it back. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> react(long messageId, String reaction) {
        return core.change(ClientFrame.newBuilder()
                .setReact(React.newBuilder().setId(messageId).setValue(reaction).setRevision(revision()))
                .build());
    }

    /**
     * Tells this person what the user is doing, such as {@code typing}, if both are online now; it is not kept. Whether they were
     * told is not told.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> sendActivity(String peer, String kind) {
        return core.tell(ClientFrame.newBuilder()
                .setActivity(dev.kith.contracts.socket.Activity.newBuilder()
                        .setTo(peer)
                        .setKind(kind))
                .build());
    }

    /** Signals of calls. */
    public Calls calls() {
        return calls;
    }

    private Edit.Builder edit(long messageId) {
        return Edit.newBuilder().setId(messageId).setRevision(revision());
    }

    /** The server's time, and always above the one before. */
    private long revision() {
        return lastRevision.updateAndGet(last -> Math.max(last + 1, getTimestamp()));
    }

    /**
     * Sends to everybody in the group; under the next id, also before the first connection. {@code NOT_FOUND}: no such group,
     * or the user is not in it. Who is put out of it before the message comes to its turn hears of it as
     * {@link MessageStatus#NOT_A_MEMBER}.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendGroupMessage(long group, MessageParams params, String text) {
        return core.sendUnnumbered(
                draft(params).setTo("").setGroup(group).setText(text).build());
    }

    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendGroupMessage(long group, MessageParams params, byte[] data) {
        return core.sendUnnumbered(draft(params)
                .setTo("")
                .setGroup(group)
                .setData(ByteString.copyFrom(data))
                .build());
    }

    /** Sends to everybody in the group under this id. */
    @CanIgnoreReturnValue
    public CompletableFuture<SentMessage> sendGroupMessage(long group, MessageParams params, int id, String text) {
        return core.send(
                draft(params).setTo("").setGroup(group).setId(id).setText(text).build());
    }

    private static Send.Builder draft(MessageParams params) {
        var draft = Send.newBuilder()
                .setTo(params.peer())
                .setType(params.type())
                .setDeliveryReceipt(params.deliveryReceipt())
                .setReadReceipt(params.readReceipt())
                .setReplyTo(params.replyTo())
                .putAllProperties(params.properties());
        var fading = params.disappearing();
        if (fading != null) {
            draft.setDisappear(dev.kith.contracts.socket.Disappearing.newBuilder()
                    .setAfter(
                            switch (fading.after()) {
                                case SENDING -> dev.kith.contracts.socket.Disappearing.After.SENDING;
                                case DELIVERY -> dev.kith.contracts.socket.Disappearing.After.DELIVERY;
                                case READING -> dev.kith.contracts.socket.Disappearing.After.READING;
                            })
                    .setSeconds(fading.time().toSeconds()));
        }
        var expiry = params.expiry();
        return expiry == null ? draft : draft.setExpiresInSeconds(expiry.toSeconds());
    }

    /**
     * The user has read these messages. Their other devices hear it, and senders who asked for it; the future is done before, when
     * this device will not forget it.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> markRead(Collection<Long> messageIds) {
        return core.read(List.copyOf(messageIds));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> markRead(long messageId) {
        return markRead(List.of(messageId));
    }

    // ---- people ----

    /** Sends phone books; one for this client, so that its calls keep their order. */
    public ContactSynchronizer contactSynchronizer() {
        return contacts;
    }

    /**
     * What is known here of this profile, at once, and without a connection too; the newest is fetched and comes to
     * {@code onProfileUpdated}.
     */
    public Profile getProfile(String address) {
        core.settle();
        var unused = fetchProfile(address)
                .thenAccept(fresh -> listeners.tell(listener -> listener.onProfileUpdated(fresh)))
                .exceptionally(unreachable -> null);
        return profiles.local(address);
    }

    /** The same of a group; the newest comes to {@code onGroupProfileUpdated}. */
    public GroupProfile getProfile(long group) {
        core.settle();
        var unused = groups.profile(group).exceptionally(unreachable -> null);
        return profiles.people().group(group);
    }

    /** What the user may see of this profile now. {@code UNREACHABLE}: nobody, or not for this user. */
    public CompletableFuture<Profile> fetchProfile(String address) {
        return profiles.fetch(address);
    }

    public CompletableFuture<SelfProfile> getSelfProfile() {
        return profiles.self();
    }

    /** The user's own profile as this person sees it, and why. {@code UNREACHABLE}: nobody, or not for this user. */
    public CompletableFuture<ProfileView> viewSelfProfileAs(String address) {
        return profiles.viewAs(address);
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
        return core.presence().watch(addresses);
    }

    /** The user's messages, from this device as far as it has them. */
    public Messages messages() {
        return messages;
    }

    /** The messages that the server has of the user. */
    public History history() {
        return history;
    }

    /** Everybody who is known here, and what the user calls them. */
    public Registry registry() {
        return registry;
    }

    /** Groups: who is in them, and what they show of themselves. */
    public Groups groups() {
        return groups;
    }

    /** Files: brought to where others can fetch them, and fetched. */
    public FileTransfers files() {
        return files;
    }

    /** Pictures of users and groups. */
    public Pictures pictures() {
        return pictures;
    }

    /** Strangers who ask to be let in. */
    public MessageRequests requests() {
        return requests;
    }

    // ---- other views ----

    /** The same for threads that wait, 30 s at most for an answer. */
    public BlockingKith blocking() {
        return blocking(USUAL_PATIENCE);
    }

    /** The same for threads that wait, so long at most for an answer. */
    public BlockingKith blocking(Duration patience) {
        return new BlockingKith(this, patience);
    }

    /** What listeners are told, and what is stored, for subscribers that ask for as much as they can take. */
    public Flows flows() {
        return flows;
    }

    // ---- time ----

    /** Now, by the server's clock, in epoch milliseconds. */
    public long getTimestamp() {
        return clock.now().toEpochMilli();
    }

    /** How long this client has been there. */
    public Duration getUptime() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** How long it has been online without a break; zero: it is not. */
    public Duration getConnectedTime() {
        return core.onlineFor();
    }
}
