package dev.kith.system.mainjob;

import dev.kith.client.ConnectionStatus;
import dev.kith.client.ContactJoined;
import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.Newcomer;
import dev.kith.client.Presence;
import dev.kith.client.Profile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Somebody with a phone: a client of the SDK, and all that its listener was told.
final class Person implements AutoCloseable, KithListener {
    /// How long anything may take before the story counts as broken.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cast.Role role;
    private final Kith kith = new Kith();

    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<Message> messages = new CopyOnWriteArrayList<>();
    final List<MessageStatusChange> statuses = new CopyOnWriteArrayList<>();
    final List<Profile> profiles = new CopyOnWriteArrayList<>();
    final List<Presence> presences = new CopyOnWriteArrayList<>();
    final List<ContactJoined> joined = new CopyOnWriteArrayList<>();

    Person(Cast.Role role, String gateway) {
        this.role = role;
        kith.setServer(gateway);
        kith.addListener(this);
    }

    String name() {
        return role.firstName();
    }

    String number() {
        return role.number();
    }

    String region() {
        return role.region();
    }

    Cast.Role role() {
        return role;
    }

    Kith kith() {
        return kith;
    }

    /// Signs up, or in, by the code that this number was sent, and connects.
    long signUp(String app, Backend backend) throws Exception {
        return signUp(app, backend, Newcomer.ANY);
    }

    long signUp(String app, Backend backend, Newcomer wishes) throws Exception {
        var verification = get(kith.requestCode(app, number(), region()));
        var signIn = get(kith.confirmCode(verification, backend.code(number()), name() + "'s phone", wishes));
        connect();
        return signIn.uid();
    }

    void connect() throws Exception {
        get(kith.start());
    }

    void disconnect() throws InterruptedException {
        kith.stop();
        await(() -> kith.getConnectionStatus() == ConnectionStatus.STOPPED, name() + " is disconnected");
    }

    /// The first thing of which this holds, among those that came and those that come.
    <T> T await(List<T> heard, Predicate<T> wanted, String what) throws InterruptedException {
        await(() -> heard.stream().anyMatch(wanted), what);
        return heard.stream().filter(wanted).findFirst().orElseThrow();
    }

    static void await(Condition condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not seen within " + PATIENCE.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    static <T> T get(CompletableFuture<T> answer) throws Exception {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void onMessage(Message message) {
        messages.add(message);
    }

    @Override
    public void onMessageStatus(MessageStatusChange change) {
        statuses.add(change);
    }

    @Override
    public void onProfileUpdated(Profile profile) {
        profiles.add(profile);
    }

    @Override
    public void onPresence(Presence presence) {
        presences.add(presence);
    }

    @Override
    public void onContactJoined(ContactJoined contact) {
        joined.add(contact);
    }

    @Override
    public void close() {
        kith.close();
    }
}
