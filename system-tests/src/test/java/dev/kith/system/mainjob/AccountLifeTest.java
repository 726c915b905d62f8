package dev.kith.system.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.client.Discoverability;
import dev.kith.client.GroupMember;
import dev.kith.client.GroupRole;
import dev.kith.client.KithException;
import dev.kith.client.MessageParams;
import dev.kith.client.Newcomer;
import dev.kith.contracts.ErrorCode;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.RunningKith;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What becomes of an account, and of a number, as their users see it through the gateway.
@ExtendWith(RunningKith.class)
class AccountLifeTest {
    private static final String ALICE = "+4915112340001";
    private static final String BOB = "+4915112340002";
    private static final String BOB_LATER = "+4915112340003";
    private static final String STRANGER = "+4915112340004";

    private Backend backend;
    private String gateway;
    private String app;
    private Person alice;
    private Person bob;

    @BeforeEach
    void twoWhoHoldEachOther(LocalStack stack) throws Exception {
        gateway = stack.gatewayUrl().toString();
        backend = new Backend(stack.gatewayUrl());
        app = backend.newApp(stack.rootKey(), "account life");
        alice = person("Alice", ALICE);
        bob = person("Bob", BOB);
        alice.signUp(app, backend, new Newcomer("Alice", Discoverability.CONTACTS));
        bob.signUp(app, backend, new Newcomer("Bob", Discoverability.CONTACTS));
        Person.get(alice.kith().contactSynchronizer().sync(List.of(BOB)));
        Person.get(bob.kith().contactSynchronizer().sync(List.of(ALICE)));
        alice.await(alice.joined, contact -> contact.address().equals(BOB), "Bob joined");
        awaitName(alice, BOB, "Bob");
    }

    @AfterEach
    void hangUp() {
        alice.close();
        bob.close();
    }

    @Test
    void keepsThePersonWhenTheNumberChangesAndGivesTheNextHolderNothing() throws Exception {
        var code = Person.get(bob.kith().requestNumber(BOB_LATER, null));
        assertThat(Person.get(bob.kith().confirmNumber(code, backend.code(BOB_LATER))))
                .isEqualTo(BOB_LATER);

        var moved = alice.await(alice.joined, contact -> contact.hasMoved(), "Bob has moved");
        assertThat(moved.movedFrom()).isEqualTo(BOB);
        assertThat(moved.address()).isEqualTo(BOB_LATER);
        awaitName(alice, BOB_LATER, "Bob");
        awaitName(bob, ALICE, "Alice");
        Person.get(alice.kith().sendMessage(MessageParams.to(BOB_LATER), "still you?"));
        bob.await(bob.messages, message -> "still you?".equals(message.text()), "Alice's message");

        try (var next = person("Carol", BOB)) {
            next.signUp(app, backend, new Newcomer("Carol", Discoverability.EVERYONE));
            alice.await(
                    alice.joined,
                    contact -> contact.address().equals(BOB) && contact.uid() != moved.uid(),
                    "somebody new at Bob's number");

            // Alice's book names the number, so she can be found from there; of what Bob saw there is nothing.
            assertThat(Person.get(next.kith().fetchProfile(ALICE)).field("name"))
                    .isEmpty();
            assertThat(next.messages).isEmpty();
        }
    }

    @Test
    void givesAllThatIsHeldAndEndsTheAccount() throws Exception {
        var export =
                JsonParser.parseString(Person.get(bob.kith().exportAccount())).getAsJsonObject();
        assertThat(export.getAsJsonObject("account").get("address").getAsString())
                .isEqualTo(BOB);
        assertThat(export.keySet())
                .contains("devices", "profile", "relationships", "contacts", "discoverability", "presence")
                .contains("conversations", "groups")
                .doesNotContain("parts");
        assertThat(export.getAsJsonObject("contacts").getAsJsonArray("page")).hasSize(1);

        Person.get(bob.kith().deleteAccount(BOB));

        Person.await(
                () -> refusal(() -> Person.get(alice.kith().fetchProfile(BOB))) == ErrorCode.UNREACHABLE,
                "nobody is at Bob's number");
    }

    @Test
    void tellsOfGroupsInTheExportAndLeavesThemWithTheAccount() throws Exception {
        long group = Person.get(bob.kith().groups().create("group")).id();
        assertThat(Person.get(bob.kith().groups().add(group, List.of(ALICE))).refused())
                .isEmpty();

        var exported = JsonParser.parseString(Person.get(bob.kith().exportAccount()))
                .getAsJsonObject()
                .getAsJsonObject("groups")
                .getAsJsonArray("groups");
        assertThat(exported).hasSize(1);
        assertThat(exported.get(0).getAsJsonObject().get("id").getAsLong()).isEqualTo(group);
        assertThat(exported.get(0).getAsJsonObject().get("role").getAsString()).isEqualTo("owner");

        Person.get(bob.kith().deleteAccount(BOB));

        Person.await(() -> members(alice, group).equals(List.of(GroupRole.OWNER)), "Alice alone, and as the owner");
    }

    @Test
    void letsWhoHasNoAccountOutOfTheBooks() throws Exception {
        Person.get(alice.kith().contactSynchronizer().syncAsUpdate(List.of(STRANGER)));
        try (var stranger = person("Stranger", STRANGER)) {
            var code = Person.get(stranger.kith().requestTraces(app, STRANGER, null));
            var traces = Person.get(stranger.kith().confirmTraces(code, backend.code(STRANGER)));
            assertThat(traces.books()).isOne();

            Person.get(stranger.kith().eraseTraces(traces));

            Person.await(() -> book(alice) == 1, "the number is out of Alice's book");
            Person.get(alice.kith().contactSynchronizer().syncAsUpdate(List.of(STRANGER)));
            assertThat(book(alice)).isOne();
        }
    }

    private static List<GroupRole> members(Person member, long group) {
        try {
            return Person.get(member.kith().groups().members(group)).stream()
                    .map(GroupMember::role)
                    .toList();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static int book(Person owner) {
        try {
            return Person.get(owner.kith().contactSynchronizer().list()).entries();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private interface Attempt {
        Object make() throws Exception;
    }

    private static ErrorCode refusal(Attempt attempt) {
        try {
            return attempt.make() == null ? ErrorCode.INTERNAL : ErrorCode.NOT_FOUND;
        } catch (KithException refused) {
            return refused.code();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    private static void awaitName(Person viewer, String number, String name) throws InterruptedException {
        Person.await(
                () -> {
                    try {
                        return Person.get(viewer.kith().fetchProfile(number))
                                .field("name")
                                .equals(java.util.Optional.of(name));
                    } catch (KithException notYet) {
                        return false;
                    } catch (Exception other) {
                        throw new AssertionError(other);
                    }
                },
                viewer.name() + " sees " + name + " at " + number);
    }

    private Person person(String name, String number) {
        return new Person(new Cast.Role(name, name, number, "DE", "none"), gateway);
    }
}
