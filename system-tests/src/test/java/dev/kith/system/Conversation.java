package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.client.MessageStatus;
import dev.kith.local.testing.line.Way;
import dev.kith.local.testing.line.Weather;
import java.util.List;
import java.util.Map;

/// What two people do with their phones, step by step: the next begins when both have seen what came of the one before.
final class Conversation implements AutoCloseable {
    enum Side {
        ALICE,
        BOB
    }

    enum Length {
        SHORT,
        LONG
    }

    private final Phone alice;
    private final Phone bob;

    Conversation(Phone alice, Phone bob) {
        this.alice = alice;
        this.bob = bob;
    }

    void hold(Length length) throws Exception {
        alice.start();
        bob.start();
        talk();
        change();
        if (length == Length.LONG) {
            meetInAGroup();
        }
        missSomething();
        takeLeave();
    }

    private void talk() {
        alice.says("one", bob);
        bob.hears("one");
        alice.reaches("one", MessageStatus.DELIVERED);
        bob.reads("one");
        alice.reaches("one", MessageStatus.READ);

        alice.saysWithoutWaiting("two", bob);
        alice.saysWithoutWaiting("three", bob);
        alice.saysWithoutWaiting("four", bob);
        bob.hears("two");
        bob.hears("three");
        bob.hears("four");
        alice.reaches("four", MessageStatus.DELIVERED);
    }

    private void change() {
        bob.reacts("one", "+");
        alice.hears("one: + by the other");
        bob.hears("one: + by me");
        alice.edits("two", "two!");
        bothHear("two is now two!");
        alice.deletes("three");
        bothHear("three: DELETED");
    }

    private void meetInAGroup() {
        long group = alice.opensGroup();
        alice.hears("group: CREATED");
        alice.adds(bob, group);
        alice.hears("group: MEMBERS");
        bob.hears("group: JOINED");
        alice.saysInGroup("five", group);
        bob.hears("five");
        bob.saysInGroup("six", group);
        alice.hears("six");
    }

    /// While bob's phone is off.
    private void missSomething() throws Exception {
        bob.stop();
        alice.says("seven", bob);
        alice.edits("four", "four!");
        alice.hears("four is now four!");
        bob.start();
        bob.hears("seven");
        bob.hears("four is now four!");
        alice.reaches("seven", MessageStatus.DELIVERED);
    }

    private void takeLeave() {
        alice.says("bye", bob);
        bob.hears("bye");
        alice.reaches("bye", MessageStatus.DELIVERED);
        bob.says("bye-bye", alice);
        alice.hears("bye-bye");
        bob.reaches("bye-bye", MessageStatus.DELIVERED);
    }

    /// What is kept nowhere, so that a break may swallow it.
    void type() {
        alice.types(bob);
        bob.hears("typing");
    }

    private void bothHear(String what) {
        alice.hears(what);
        bob.hears(what);
    }

    void weather(Side side, Weather weather) {
        phone(side).line().weather(weather);
    }

    int crossed(Side side, Way way) {
        return phone(side).line().crossed(way);
    }

    private Phone phone(Side side) {
        return side == Side.ALICE ? alice : bob;
    }

    Outcome outcome() throws Exception {
        return new Outcome(alice.outcome(), bob.outcome());
    }

    /// All that there is to see of it on both sides, in words that are the same for other users.
    record Outcome(OfOne alice, OfOne bob) {
        void isAs(Outcome uncut, String when) {
            alice.isAs(uncut.alice, "alice, " + when);
            bob.isAs(uncut.bob, "bob, " + when);
        }
    }

    /// @param statuses what was told of each own message, in order
    record OfOne(List<String> told, List<String> stored, Map<String, List<MessageStatus>> statuses) {
        /// A status may be passed over, since who was away hears of the last alone.
        void isAs(OfOne uncut, String who) {
            assertThat(told).as("what was told: " + who).isEqualTo(uncut.told);
            assertThat(stored).as("what is stored: " + who).isEqualTo(uncut.stored);
            assertThat(statuses).as("statuses: " + who).containsOnlyKeys(uncut.statuses.keySet());
            statuses.forEach((message, told) -> {
                assertThat(uncut.statuses.get(message)).as(message + ": " + who).containsSubsequence(told);
                assertThat(told.getLast())
                        .as(message + ": " + who)
                        .isEqualTo(uncut.statuses.get(message).getLast());
            });
        }
    }

    @Override
    public void close() {
        alice.close();
        bob.close();
    }
}
