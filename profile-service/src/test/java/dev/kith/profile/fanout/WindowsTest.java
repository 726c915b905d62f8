package dev.kith.profile.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long ADA = 1;
    private static final long BOB = 2;

    private final Vertx vertx = Vertx.vertx();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Windows windows = windows(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private record Told(List<ProfileChange> changes, UniEmitter<? super Void> over) {
        List<Long> versions() {
            return changes.stream().map(change -> change.now().version()).toList();
        }
    }

    /// A pair of times, two windows at once.
    private record Settings(Duration rest, Duration longest) implements FanOutSettings {
        @Override
        public int atOnce() {
            return 2;
        }

        @Override
        public int mostWaiting() {
            return 100;
        }
    }

    @AfterEach
    void stop() {
        var unused = vertx.close();
    }

    @Test
    void tellChangesInARowTogether() {
        var first = windows.told(edit(ADA, 1)).subscribe().withSubscriber(UniAssertSubscriber.create());
        var second = windows.told(edit(ADA, 2)).subscribe().withSubscriber(UniAssertSubscriber.create());

        await().until(() -> told.size() == 1);

        assertThat(told.getFirst().versions()).containsExactly(1L, 2L);
        first.assertNotTerminated();
        told.getFirst().over().complete(null);
        first.awaitItem();
        second.awaitItem();
    }

    @Test
    void doNotWaitForAProfileThatNeverRests() {
        var start = Instant.now();
        var restless = windows(Duration.ofMinutes(5), Duration.ofMillis(400));
        restless.told(edit(ADA, 1)).subscribe().with(over -> {});
        restless.told(edit(ADA, 2)).subscribe().with(over -> {});

        await().until(() -> told.size() == 1);

        assertThat(told.getFirst().versions()).containsExactly(1L, 2L);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void closeAtOnceWhenSomethingIsTakenAway() {
        var slow = windows(Duration.ofMinutes(5), Duration.ofMinutes(5));
        slow.told(edit(ADA, 1)).subscribe().with(over -> {});
        slow.told(withdrawal(ADA, 2)).subscribe().with(over -> {});

        await().until(() -> told.size() == 1);

        assertThat(told.getFirst().versions()).containsExactly(1L, 2L);
    }

    @Test
    void ofOneProfileAreToldOneAfterTheOther() {
        subscribe(withdrawal(ADA, 1));
        await().until(() -> told.size() == 1);
        subscribe(withdrawal(ADA, 2));
        subscribe(withdrawal(BOB, 1));
        await().until(() -> told.size() == 2);
        assertThat(told.get(1).changes().getFirst().now().uid()).isEqualTo(BOB);

        told.getFirst().over().complete(null);

        await().until(() -> told.size() == 3);
        assertThat(told.get(2).versions()).containsExactly(2L);
    }

    @Test
    void areToldAFewAtATime() {
        for (long uid = 1; uid <= 3; uid++) {
            subscribe(withdrawal(uid, 1));
        }
        await().until(() -> told.size() == 2);
        await().during(Duration.ofMillis(100)).until(() -> told.size() == 2);

        told.getFirst().over().fail(new IllegalStateException("broken"));

        await().until(() -> told.size() == 3);
    }

    @Test
    void failEveryChangeThatWasNotTold() {
        var first = windows.told(edit(ADA, 1)).subscribe().withSubscriber(UniAssertSubscriber.create());
        var second = windows.told(edit(ADA, 2)).subscribe().withSubscriber(UniAssertSubscriber.create());
        await().until(() -> told.size() == 1);

        told.getFirst().over().fail(new IllegalStateException("broken"));

        first.awaitFailure().assertFailedWith(IllegalStateException.class, "broken");
        second.awaitFailure();
    }

    private Windows windows(Duration rest, Duration longest) {
        return new Windows(this::tell, vertx, Clock.systemUTC(), new Settings(rest, longest));
    }

    private Uni<Void> tell(List<ProfileChange> changes) {
        return Uni.createFrom().emitter(over -> told.add(new Told(changes, over)));
    }

    private void subscribe(ProfileChange change) {
        windows.told(change).subscribe().with(over -> {}, failure -> {});
    }

    /// Sets a value for the first time.
    private static ProfileChange edit(long uid, long version) {
        return change(uid, version, Map.of(), Map.of("name", name()));
    }

    /// Closes a field that level 1 opened.
    private static ProfileChange withdrawal(long uid, long version) {
        return change(uid, version, Map.of("name", name()), Map.of("name", Field.of(TextNode.valueOf("Ada"), 0)));
    }

    private static Field name() {
        return Field.of(TextNode.valueOf("Ada"), 1 << 1);
    }

    private static ProfileChange change(long uid, long version, Map<String, Field> before, Map<String, Field> now) {
        try {
            var event = new ProfileState(uid, "app", "address", version, now).updatedFrom(before, 0);
            return ProfileChange.of(ProfileUpdated.parseFrom(event.value()), Instant.EPOCH);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
