package dev.kith.presence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import dev.kith.presence.people.Beliefs;
import dev.kith.presence.people.Believed;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What happens at once, on one node or several.
@QuarkusTest
class RaceTest extends OnTheStack {
    @Inject
    Judgement judgement;

    @Inject
    Beliefs beliefs;

    @Test
    void letsOneOfManyNodesMakeAChange() {
        long alice = scene.user();

        List<Believed> changes = Multi.createFrom()
                .items(IntStream.range(0, 16).boxed())
                .onItem()
                .transformToUni(node -> beliefs.come(List.of(alice), Instant.now()))
                .merge(16)
                .onItem()
                .<Believed>disjoint()
                .collect()
                .asList()
                .await()
                .atMost(Scene.LIMIT);

        assertThat(changes).containsExactly(new Believed(alice, true));
    }

    @Test
    void findsTheSessionThatOpensWhileOfflineIsBeingStored() throws Exception {
        long alice = scene.user();
        Uni<Boolean> look = judgement.lookAgain(Map.of(alice, Instant.now()));
        try (var lock = SharedStack.get().database(Part.PRESENCE);
                var statement = lock.createStatement()) {
            statement.execute("update person set online = true where uid = " + alice);
            lock.setAutoCommit(false);
            statement.execute("select from person where uid = " + alice + " for update");
            var looked = look.subscribeAsCompletionStage();
            scene.awaitRows(
                    1,
                    // The service's own look may wait beside this one.
                    "select least(count(*), 1) from pg_stat_activity"
                            + " where wait_event_type = 'Lock' and query like '%online = false%'");
            // The registry was read before this; and what the event of the session finds is that she is online.
            scene.heartbeat(alice, "s1", Instant.now());
            judgement.look(alice, Instant.now(), false).await().atMost(Scene.LIMIT);
            lock.commit();
            looked.get(Scene.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(scene.number("select count(*) from person where online and uid = " + alice))
                .isEqualTo(1);
    }
}
