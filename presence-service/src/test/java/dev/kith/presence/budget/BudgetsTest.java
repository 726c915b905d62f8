package dev.kith.presence.budget;

import static dev.kith.presence.Scene.LEVEL_5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.PresenceBudget;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.kit.event.Event;
import dev.kith.presence.OnTheStack;
import dev.kith.presence.Scene;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BudgetsTest extends OnTheStack {
    private static final AtomicLong REVISION = new AtomicLong(System.currentTimeMillis());

    @Inject
    MeterRegistry meters;

    @AfterEach
    void asForAllApps() {
        set(AppUpdated.newBuilder(), "per_second is null");
    }

    @Test
    void tellsLaterWhatIsAboveTheBudgetAndAsItStandsThen() {
        set(AppUpdated.newBuilder().setPresence(PresenceBudget.newBuilder().setPerSecond(1)), "per_second = 1");
        long bob = scene.user();
        long alice = scene.user();
        scene.grants(alice, bob, LEVEL_5);
        scene.watches(bob, alice);
        double before = coalesced();
        spend();

        scene.opens(alice, "s1");
        await().atMost(Scene.LIMIT).until(() -> coalesced() > before);
        scene.choose(alice, "invisible").statusCode(200);

        var told = scene.notice(alice, bob, PresenceNotice::hasOnline);
        assertThat(told.getOnline()).isFalse();
        assertThat(scene.notices(alice)).hasSize(1);
    }

    /// Somebody comes whom ten watch: for the next eight seconds nothing is left.
    private void spend() {
        long star = scene.user();
        long last = 0;
        for (int i = 0; i < 10; i++) {
            last = scene.user();
            scene.grants(star, last, LEVEL_5);
            scene.watches(last, star);
        }
        scene.opens(star, "s");
        scene.notice(star, last, PresenceNotice::getOnline);
    }

    private double coalesced() {
        var counter = meters.find("kith.presence.changes.coalesced")
                .tag("app", Scene.APP)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private void set(AppUpdated.Builder app, String then) {
        long revision = REVISION.incrementAndGet();
        scene.events()
                .produce(
                        Topic.APP_UPDATED,
                        Event.key(Scene.APP),
                        app.setApp(Scene.APP).setRevision(revision).build().toByteArray(),
                        Map.of());
        scene.awaitRows(
                1,
                "select count(*) from app_budget where app = '" + Scene.APP + "' and revision = " + revision + " and "
                        + then);
    }
}
