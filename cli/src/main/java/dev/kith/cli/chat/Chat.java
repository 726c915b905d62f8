package dev.kith.cli.chat;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Takeovers;
import dev.kith.client.Activity;
import dev.kith.client.ConnectionStatus;
import dev.kith.client.ContactJoined;
import dev.kith.client.GroupProfile;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageStatus;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.MessageUpdate;
import dev.kith.client.Presence;
import dev.kith.client.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A chat: what happens and what is typed comes in, lines go out. It knows no terminal. All of it happens at the desk,
/// where the SDK calls it too.
final class Chat implements KithListener, Face.Ears {
    static final String TYPING = "typing";

    private static final Duration AFTER_TAKEOVER = Duration.ofSeconds(3);
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);
    private static final Duration LAST_SENDS = Duration.ofSeconds(3);

    private final Kith kith;
    private final String server;
    private final Desk desk;
    private final Face face;
    private final Screen screen;
    private final Clock clock;
    private final People people;
    private final Standing standing;
    private final RoomList rooms;
    private final Talk talk;
    private final Acts acts;
    private final Takeovers takeovers = new Takeovers();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    private final Instant since;
    private CompletableFuture<Void> typedBefore = CompletableFuture.completedFuture(null);

    Chat(Kith kith, String server, Desk desk, Face face, Screen screen, People people, Clock clock) {
        this.kith = kith;
        this.server = server;
        this.desk = desk;
        this.face = face;
        this.screen = screen;
        this.clock = clock;
        this.since = clock.instant();
        this.people = people;
        this.standing = new Standing(clock);
        this.rooms = new RoomList(people);
        this.talk = new Talk(this, kith, new Transcript(screen, people, clock));
        this.acts = new Acts(this, kith, talk);
    }

    /// Until the user ends it, or it makes no sense to go on; then the exit code.
    ///
    /// @param first what to open: as in `/open`; empty: the list is shown
    int run(String first) {
        kith.setListenerExecutor(desk);
        kith.addListener(this);
        // A device that is new learns with its first connection what there is to list.
        desk.execute(() -> typedBefore = tried.orTimeout(FIRST_TRY.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(silence -> null)
                .thenComposeAsync(known -> acts.begin(first), desk)
                .exceptionally(this::failed));
        var unused = kith.start().whenCompleteAsync((online, failure) -> cannotStart(failure), desk);
        Thread.ofPlatform().daemon().name("typing").start(() -> {
            face.listen(this);
            typed(Typed.Act.QUIT.word());
        });
        return end.join();
    }

    private void cannotStart(@Nullable Throwable failure) {
        if (failure != null && !end.isDone() && kith.getConnectionStatus() == ConnectionStatus.STOPPED) {
            end(ExitCode.REFUSED, Takeovers.cannotStart(KithException.from(failure)));
        }
    }

    private void end(int code, String why) {
        face.line(screen.paint(Screen.Colour.RED, "kith-cli: ") + Screen.safe(why));
        end.complete(code);
    }

    // ---- what the user does ----

    /// One line after the other: what is said goes to the conversation that was opened before.
    @Override
    public boolean typed(String line) {
        var typed = Typed.parse(line);
        boolean isLast = typed instanceof Typed.Command command && command.act() == Typed.Act.QUIT;
        desk.execute(() -> typedBefore = typedBefore
                .thenComposeAsync(before -> isLast ? quit() : acts.act(typed), desk)
                .exceptionally(this::failed));
        return !isLast;
    }

    @Override
    public void isTyping() {
        desk.execute(talk::typing);
    }

    private CompletableFuture<Void> quit() {
        return talk.sends()
                .orTimeout(LAST_SENDS.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> null)
                .thenRunAsync(() -> end.complete(ExitCode.OK), desk);
    }

    // ---- for the parts of it ----

    Desk desk() {
        return desk;
    }

    Screen screen() {
        return screen;
    }

    Clock clock() {
        return clock;
    }

    People people() {
        return people;
    }

    Standing standing() {
        return standing;
    }

    RoomList rooms() {
        return rooms;
    }

    void line(String text) {
        face.line(text);
    }

    void faint(String text) {
        face.line(screen.paint(Screen.Colour.FAINT, "      " + Screen.safe(text)));
    }

    void aside(String text) {
        face.aside(Screen.safe(text));
    }

    void stands() {
        standing.unread(rooms.unreadBeside(talk.room()));
        face.standing(standing.text());
    }

    /// When it is there: the rest, at the desk. If it fails the user is told why.
    <T> CompletableFuture<Void> then(CompletableFuture<T> coming, Consumer<T> rest) {
        return coming.thenAcceptAsync(rest, desk).exceptionally(this::failed);
    }

    private @Nullable Void failed(Throwable failure) {
        desk.execute(() -> face.line(screen.paint(Screen.Colour.RED, "kith-cli: ")
                + Screen.safe(Failure.of(KithException.from(failure), server).line())));
        return null;
    }

    // ---- what happens ----

    @Override
    public void onConnectionStatus(ConnectionStatus status, @Nullable KithException reason) {
        standing.connection(status);
        if (status != ConnectionStatus.CONNECTING) {
            tried.complete(null);
        }
        switch (status) {
            case OFFLINE -> aside("not connected; what you write waits");
            case ONLINE -> aside("connected");
            case SIGNED_OUT, AUTH_FAILED ->
                end(ExitCode.SIGNED_OUT, "This device is signed out. Sign in again: kith-cli signup PHONE");
            case SUSPENDED -> takenOver();
            case CONNECTING, STOPPED, NO_NETWORK -> {}
        }
        stands();
    }

    private void takenOver() {
        if (takeovers.areTooMany(clock.instant())) {
            end(ExitCode.REFUSED, "Another program listens with this session. Give this one its own: --session FILE");
        } else {
            desk.later(AFTER_TAKEOVER, kith::start);
        }
    }

    @Override
    public void onMessage(Message message) {
        people.met(message);
        if (talk.isAbout(message)) {
            talk.arrived(message);
        } else if (message.status() == MessageStatus.RECEIVED_NEW) {
            rooms.arrived(message);
            // What came while the user was away is in the numbers of the list.
            if (!message.acceptedAt().isBefore(since)) {
                var unused = then(acts.named(List.of(Room.of(message))), named -> inPassing(message));
            }
        }
        stands();
    }

    private void inPassing(Message message) {
        var where = message.isOfGroup() ? " in " + people.of(Room.of(message)) : "";
        faint("· " + people.of(message.sender()) + where + ": "
                + Transcript.glimpse(message.asText().orElse("(data)")));
    }

    @Override
    public void onMessageStatus(MessageStatusChange change) {
        if (change.id() >>> Integer.SIZE == kith.getUid().orElse(0)) {
            talk.became(change);
            stands();
        }
    }

    @Override
    public void onMessageUpdate(MessageUpdate update) {
        talk.changed(update);
    }

    @Override
    public void onActivity(Activity activity) {
        talk.seen(activity);
        stands();
    }

    @Override
    public void onPresence(Presence presence) {
        talk.seen(presence);
        stands();
    }

    @Override
    public void onProfileUpdated(Profile profile) {
        profile.name().ifPresent(name -> people.met(profile.address(), name));
    }

    @Override
    public void onGroupProfileUpdated(GroupProfile profile) {
        var name = profile.fields().get("name");
        if (name != null) {
            people.met(profile.group(), name);
        }
    }

    @Override
    public void onContactJoined(ContactJoined contact) {
        var before = contact.movedFrom();
        faint(
                before == null
                        ? people.of(contact.address()) + " is on Kith now: /open " + contact.address()
                        : people.of(before) + " has a new number: " + contact.address());
    }
}
