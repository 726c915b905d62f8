package dev.kith.system.mainjob;

import static dev.kith.system.mainjob.Person.get;

import dev.kith.client.ContactSyncResult;
import dev.kith.client.Discoverability;
import dev.kith.client.KithException;
import dev.kith.client.MessageParams;
import dev.kith.client.MessageStatus;
import dev.kith.client.Newcomer;
import dev.kith.client.SelfProfile;
import dev.kith.contracts.ErrorCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The main job, scene by scene. Everything is asked of the server or heard from it; nothing is assumed.
final class Scenes implements AutoCloseable {
    private static final String STATUS = "In the mountains until Sunday";

    private final URI gateway;
    private final String rootKey;
    private final Cast cast;
    /// Of the user's own books; none: the sample is synced.
    private final List<String> ownEntries;
    private final @Nullable Path state;
    private final Story story;
    private final Backend backend;
    private final Person alice;
    private final Person bob;
    private final Person carol;
    private final Person dave;
    private final Person erin;
    private String app = "";

    Scenes(URI gateway, String rootKey, Cast cast, List<String> ownEntries, @Nullable Path state, Story story) {
        this.gateway = gateway;
        this.rootKey = rootKey;
        this.cast = cast;
        this.ownEntries = ownEntries;
        this.state = state;
        this.story = story;
        this.backend = new Backend(gateway);
        this.alice = new Person(cast.alice(), gateway.toString());
        this.bob = new Person(cast.bob(), gateway.toString());
        this.carol = new Person(cast.carol(), gateway.toString());
        this.dave = new Person(cast.dave(), gateway.toString());
        this.erin = new Person(cast.erin(), gateway.toString());
    }

    void play() throws Exception {
        if (state != null) {
            var before = LastRun.load(state);
            if (before.isPresent()) {
                new StillThere(before.get(), gateway, backend).look(story);
            }
        }
        peopleSignUp();
        booksAreSynced();
        newcomerIsAnnounced();
        reservedPersonIsAnnouncedToTheirOwn();
        profilesChange();
        messagesGo();
        peopleComeAndGo();
        blockingCuts();
        if (state != null) {
            new LastRun(app, alice.number(), alice.region(), textsOf(alice), carol.number(), STATUS).store(state);
        }
    }

    private void peopleSignUp() {
        story.chapter("People sign up by phone");
        story.step("an app is created with the root key", () -> {
            app = backend.newApp(rootKey, "demo");
            return app;
        });
        for (var person : List.of(alice, bob, erin)) {
            story.step(
                    person.name() + " signs up from " + person.region(),
                    () -> person.number() + " is uid " + person.signUp(app, backend));
        }
    }

    private void booksAreSynced() {
        story.chapter("Phone books are synced, and nobody's number is stored who is not here");
        boolean own = !ownEntries.isEmpty();
        story.step("Alice syncs " + (own ? "your own book" : cast.alice().book()), () -> {
            var entries = own ? ownEntries : Books.addresses(List.of(cast.book(cast.alice())));
            return Books.summary(entries.size(), sync(alice, entries));
        });
        if (own) {
            story.step("the people of this demo are added to it", () -> {
                var others = Stream.of(bob, carol, dave).map(Person::number).toList();
                return Books.summary(others.size(), get(synchronizer(alice).syncAsUpdate(others)));
            });
        }
        story.step("Bob syncs " + cast.bob().book() + " and finds Alice", () -> {
            var entries = Books.addresses(List.of(cast.book(cast.bob())));
            var result = sync(bob, entries);
            check(finds(result, alice), "Alice is in Bob's book, and Bob in hers");
            return Books.summary(entries.size(), result);
        });
        story.step("Alice is told that Bob can be reached now", () -> told(alice, bob));
        story.step("Erin syncs " + cast.erin().book(), () -> {
            var entries = Books.addresses(List.of(cast.book(cast.erin())));
            return Books.summary(entries.size(), sync(erin, entries));
        });
    }

    private void newcomerIsAnnounced() {
        story.chapter("A newcomer who may be found by everyone");
        story.step(carol.name() + " signs up from " + carol.region() + ", visible to everyone", () -> {
            var wishes = new Newcomer("Carol", Discoverability.EVERYONE);
            return carol.number() + " is uid " + carol.signUp(app, backend, wishes);
        });
        story.step("Alice, who holds her number, is told at once", () -> told(alice, carol));
        story.step("so is Bob", () -> told(bob, carol));
        story.step("Carol syncs " + cast.carol().book() + ", granting level 1 only", () -> {
            var entries = Books.addresses(List.of(cast.book(cast.carol())));
            carol.kith().contactSynchronizer().setLevels(1);
            var result = sync(carol, entries);
            check(finds(result, alice) && finds(result, bob), "Carol finds Alice and Bob");
            return Books.summary(entries.size(), result);
        });
        story.step("Erin, who does not hold it, hears nothing", () -> heardNothing(erin, carol));
    }

    private void reservedPersonIsAnnouncedToTheirOwn() {
        story.chapter("A newcomer whom only their own contacts may find");
        story.step(
                dave.name() + " signs up from " + dave.region() + ", visible to contacts",
                () -> dave.number() + " is uid " + dave.signUp(app, backend));
        story.step("Alice and Erin hold his number and hear nothing yet", () -> {
            heardNothing(alice, dave);
            return heardNothing(erin, dave);
        });
        story.step("Dave syncs " + cast.dave().book() + ", in which Alice stands", () -> {
            var entries = Books.addresses(List.of(cast.book(cast.dave())));
            var result = sync(dave, entries);
            check(finds(result, alice), "Dave finds Alice");
            return Books.summary(entries.size(), result);
        });
        story.step("Alice is told", () -> told(alice, dave));
        story.step("Erin, who is not in his book, still hears nothing", () -> heardNothing(erin, dave));
    }

    private void profilesChange() {
        story.chapter("A profile changes, and each sees what they may");
        story.step("Carol grants Alice levels 1, 2 and 5", () -> {
            get(carol.kith()
                    .getProfile(alice.number())
                    .setContact(true, 1, 2, 5)
                    .save());
            return "";
        });
        story.step("Carol sets a name (level 1) and a status (level 2)", () -> {
            get(carol.kith()
                    .setSelfProfile(
                            SelfProfile.unchanged().with("name", "Carol C.").with("status", STATUS)));
            return "";
        });
        story.step("Alice sees both, in real time", () -> {
            var seen = alice.await(
                    alice.profiles,
                    profile -> profile.address().equals(carol.number())
                            && profile.field("status").filter(STATUS::equals).isPresent(),
                    "Alice is told of Carol's status");
            return seen.fields().toString();
        });
        story.step("Bob, who was granted level 1, sees the name alone", () -> {
            var seen = bob.await(
                    bob.profiles,
                    profile -> profile.address().equals(carol.number())
                            && profile.name().filter("Carol C."::equals).isPresent(),
                    "Bob is told of Carol's name");
            check(seen.field("status").isEmpty(), "the status is hidden from Bob");
            check(get(bob.kith().fetchProfile(carol.number())).field("status").isEmpty(), "also when he asks");
            return seen.fields().toString();
        });
    }

    private void messagesGo() {
        story.chapter("Messages");
        story.step("Alice writes to Bob; he has it", () -> {
            send(alice, bob, "Shall we meet on Sunday?");
            return arrived(bob, "Shall we meet on Sunday?");
        });
        story.step("Alice sees it delivered", () -> status(alice, MessageStatus.DELIVERED, 1));
        story.step("Bob reads it; Alice sees that", () -> {
            bob.kith().markRead(bob.messages.getFirst().id());
            return status(alice, MessageStatus.READ, 1);
        });
        story.step("Bob answers", () -> {
            send(bob, alice, "Yes, at ten.");
            return arrived(alice, "Yes, at ten.");
        });
        story.step("Carol is offline; Alice writes to her all the same", () -> {
            carol.disconnect();
            send(alice, carol, "Are you still up there?");
            return "accepted and stored";
        });
        story.step("Carol connects and has it", () -> {
            carol.connect();
            return arrived(carol, "Are you still up there?");
        });
        story.step("Alice sees it delivered", () -> status(alice, MessageStatus.DELIVERED, 2));
    }

    private void peopleComeAndGo() {
        story.chapter("Presence");
        story.step("Alice watches Bob: online", () -> {
            var now = get(alice.kith().watchPresence(List.of(bob.number())));
            check(now.unreachable().isEmpty(), "Bob lets Alice find him");
            if (!now.presences().getFirst().isOnline()) {
                alice.await(alice.presences, presence -> presence.isOnline(), "Bob is seen online");
            }
            return "";
        });
        story.step("Bob goes; Alice sees him offline, after the time that flapping is given", () -> {
            bob.disconnect();
            var gone = alice.await(
                    alice.presences,
                    presence -> presence.address().equals(bob.number()) && Boolean.FALSE.equals(presence.online()),
                    "Bob is seen offline");
            return "last seen " + gone.lastSeenAt().map(Object::toString).orElse("not told");
        });
        story.step("Bob comes back; Alice sees him online", () -> {
            alice.presences.clear();
            bob.connect();
            alice.await(
                    alice.presences,
                    presence -> presence.address().equals(bob.number()) && presence.isOnline(),
                    "Bob is seen online again");
            return "";
        });
    }

    private void blockingCuts() {
        story.chapter("Blocking");
        story.step("Dave can write to Alice", () -> {
            send(dave, alice, "Hello Alice");
            return arrived(alice, "Hello Alice");
        });
        story.step("Alice blocks Dave; his next message is refused as unreachable", () -> {
            get(alice.kith().getProfile(dave.number()).block().save());
            Person.await(() -> refused(dave, alice), "Dave's message is refused");
            return "the answer that an unknown number gets";
        });
    }

    private static String send(Person from, Person to, String text) throws Exception {
        var sent = get(from.kith().sendMessage(MessageParams.to(to.number()).withReadReceipt(true), text));
        return "id " + sent.id();
    }

    // A block travels through the log, so for a moment after it a message may still pass.
    private static boolean refused(Person from, Person to) throws InterruptedException {
        try {
            send(from, to, "Are you there?");
            return false;
        } catch (KithException refusal) {
            check(refusal.code() == ErrorCode.UNREACHABLE, "refused as unreachable, not as " + refusal.code());
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String arrived(Person reader, String text) throws InterruptedException {
        var message = reader.await(
                reader.messages,
                received -> received.asText().filter(text::equals).isPresent(),
                reader.name() + " has \"" + text + "\"");
        return message.sender() + ": " + text;
    }

    private static String status(Person sender, MessageStatus status, long messages) throws InterruptedException {
        Person.await(
                () -> sender.statuses.stream()
                                .filter(change -> change.status() == status)
                                .map(change -> change.id())
                                .distinct()
                                .count()
                        >= messages,
                sender.name() + " sees " + status);
        return "";
    }

    private static String told(Person holder, Person newcomer) throws InterruptedException {
        var notice = holder.await(
                holder.joined,
                joined -> joined.address().equals(newcomer.number()),
                holder.name() + " is told of " + newcomer.name());
        return notice.address() + " is uid " + notice.uid();
    }

    // Silence cannot be awaited. It is looked at after all that could have broken it had its time.
    private static String heardNothing(Person holder, Person newcomer) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(500);
        check(
                holder.joined.stream().noneMatch(joined -> joined.address().equals(newcomer.number())),
                holder.name() + " hears nothing of " + newcomer.name());
        return "";
    }

    private static ContactSyncResult sync(Person owner, List<String> entries) throws Exception {
        var result = get(synchronizer(owner).sync(entries));
        var inOneList = result.matched().size()
                + result.unmatched().size()
                + result.pending().size()
                + result.invalid().size();
        check(inOneList == entries.size(), "every entry is accounted for");
        return result;
    }

    private static dev.kith.client.ContactSynchronizer synchronizer(Person owner) {
        return owner.kith().contactSynchronizer().setRegion(owner.region());
    }

    private static boolean finds(ContactSyncResult result, Person person) {
        return result.matched().stream().anyMatch(match -> match.address().equals(person.number()));
    }

    private static List<String> textsOf(Person person) {
        return person.messages.stream()
                .flatMap(message -> message.asText().stream())
                .toList();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }

    @Override
    public void close() {
        Arrays.asList(alice, bob, carol, dave, erin).forEach(Person::close);
    }
}
