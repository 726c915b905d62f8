package dev.kith.presence.state;

import static dev.kith.presence.Scene.LEVEL_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.PresenceNotice;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// All devices of a node that stops come back by another.
@Tag("slow")
@QuarkusTest
@TestProfile(StormTest.LongDelay.class)
class StormTest extends OnTheStack {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int STORM = 2_000;
    private static final int WATCHED = 100;

    @Inject
    Absences absences;

    /// Longer than this storm takes on the slowest machine.
    public static final class LongDelay implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kith.presence.offline-delay", "60s");
        }
    }

    @Test
    void nobodyHearsOfAStorm() throws Exception {
        long bob = scene.user();
        var crowd = LongStream.generate(Scene::uid).limit(STORM).toArray();
        bobKnows(bob, crowd);
        scene.watches(bob, Arrays.copyOf(crowd, WATCHED));
        scene.openAll(crowd, "before");
        await().atMost(LIMIT).until(() -> online(crowd) == STORM);
        await().atMost(LIMIT).until(() -> told(crowd).count() == WATCHED);

        scene.closeAll(crowd, "before");
        await().atMost(LIMIT).until(() -> absences.size() == STORM);
        scene.openAll(crowd, "after");
        await().atMost(LIMIT).until(() -> absences.size() == 0);
        scene.letPass();

        assertThat(told(crowd)).hasSize(WATCHED).allMatch(PresenceNotice::getOnline);
        assertThat(online(crowd)).isEqualTo(STORM);
    }

    private void bobKnows(long bob, long... crowd) throws Exception {
        var uids = " from generate_series(%d, %d) uid".formatted(crowd[0], crowd[crowd.length - 1]);
        scene.execute("insert into person (uid, app, address, presence_levels) select uid, '" + Scene.APP
                + "', 'user-' || uid, " + LEVEL_5 + uids);
        var relate = "insert into relationship (owner, peer, levels, version) ";
        scene.execute(relate + "select uid, " + bob + ", " + LEVEL_5 + ", 1" + uids);
        scene.execute(relate + "select " + bob + ", uid, 0, 1" + uids);
    }

    private long online(long... crowd) throws Exception {
        return scene.number("select count(*) from person where online and uid between " + crowd[0] + " and "
                + crowd[crowd.length - 1]);
    }

    private Stream<PresenceNotice> told(long... crowd) {
        return scene.notices()
                .filter(notice -> crowd[0] <= notice.getSubject() && notice.getSubject() <= crowd[crowd.length - 1]);
    }
}
