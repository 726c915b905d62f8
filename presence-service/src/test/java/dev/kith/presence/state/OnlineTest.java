package dev.kith.presence.state;

import static dev.kith.presence.Scene.LEVEL_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.kith.contracts.event.PresenceNotice;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From sessions to what watchers hear.
@QuarkusTest
class OnlineTest extends OnTheStack {
    private long alice;
    private long bob;

    @BeforeEach
    void bobWatchesAlice() {
        alice = scene.user();
        bob = scene.user();
        scene.grants(alice, bob, LEVEL_5);
        scene.watches(bob, alice);
    }

    @Test
    void tellsThoseWhoWatchThatOneComesAndGoes() {
        scene.opens(alice, "s1");
        var come = scene.notice(alice, bob, PresenceNotice::getOnline);

        scene.closes(alice, "s1");

        var gone = scene.notice(alice, bob, notice -> notice.hasOnline() && !notice.getOnline());
        assertThat(gone.getLastSeenAt()).isBetween(come.getLastSeenAt(), System.currentTimeMillis());
        assertThat(gone.getAddress()).isEqualTo(Scene.address(alice));
    }

    @Test
    void tellsNothingOfAFlap() {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        scene.closes(alice, "s1");
        scene.opens(alice, "s2");
        scene.letAnAbsencePass();

        assertThat(scene.notices(alice)).hasSize(1);
    }

    @Test
    void staysOnlineWhileAnotherSessionIsOpen() {
        scene.opens(alice, "s1");
        scene.opens(alice, "s2");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        scene.closes(alice, "s1");
        scene.changed(alice, "s0", false); // late, of an even older one
        scene.letAnAbsencePass();

        assertThat(scene.notices(alice)).hasSize(1);
    }

    @Test
    void findsASessionThatDiedInSilence() {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        var lastHeartbeat = Instant.now().minusSeconds(40);
        scene.heartbeat(alice, "s1", lastHeartbeat);

        scene.notice(alice, bob, notice -> notice.hasOnline() && !notice.getOnline());
    }

    @Test
    void findsAUserWhoseEntryIsGoneWithoutAWord() {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        redis.key().del(Scene.sessions(alice));

        scene.notice(alice, bob, notice -> notice.hasOnline() && !notice.getOnline());
    }

    @Test
    void takesAFlushForNoDeparture() {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);

        redis.flushall();
        // Three times the delay of a departure.
        await().during(Duration.ofSeconds(3))
                .atMost(Scene.LIMIT)
                .until(() -> scene.notices(alice).size() == 1);

        scene.awaitOnline(alice);
    }

    @Test
    void findsASessionWhoseOpeningWasLost() {
        scene.heartbeat(alice, "s1", Instant.now());

        scene.notice(alice, bob, PresenceNotice::getOnline);
    }

    @Test
    void findsTheSessionThatIsOlderThanTheNewsOfItsUser() {
        long carol = Scene.uid();
        scene.opens(carol, "s1");

        scene.joined(carol, Scene.APP, java.util.Map.of("presence", 1));

        scene.awaitOnline(carol);
    }

    @Test
    void writesDownWhenAUserWasSeenOnceAMinute() throws Exception {
        scene.opens(alice, "s1");
        scene.notice(alice, bob, PresenceNotice::getOnline);
        scene.execute("update person set last_seen_at = now() - interval '20 seconds' where uid = " + alice);
        scene.letPass();
        assertThat(secondsSinceSeen()).isGreaterThanOrEqualTo(20);

        scene.execute("update person set last_seen_at = now() - interval '70 seconds' where uid = " + alice);

        await().atMost(Scene.LIMIT).until(() -> secondsSinceSeen() < 60);
    }

    @Test
    void answersWithTheLastSeenOfOneWhoIsGone() {
        scene.opens(alice, "s1");
        scene.awaitOnline(alice);
        scene.closes(alice, "s1");
        scene.awaitOffline(alice);

        scene.watch(bob, Scene.address(alice))
                .body("presence[0].online", is(false))
                .body("presence[0].lastSeenAt", notNullValue());
    }

    private long secondsSinceSeen() throws Exception {
        return scene.number("select extract(epoch from now() - last_seen_at) from person where uid = " + alice);
    }
}
