package dev.kith.profile.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.event.Event;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfileUpdatedListenerTest {
    private static final int ROOM = 3;

    private final Vertx vertx = Vertx.vertx();
    private final List<UniEmitter<? super Void>> told = new CopyOnWriteArrayList<>();
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Long> refused = new CopyOnWriteArrayList<>();
    private final FanOutSettings settings = new Brief();
    private final ProfileUpdatedListener listener = new ProfileUpdatedListener(
            new Windows(changes -> Uni.createFrom().<Void>emitter(told::add), vertx, Clock.systemUTC(), settings),
            settings);

    @AfterEach
    void stop() {
        var unused = vertx.close();
    }

    @Test
    void acknowledgesARecordOnlyWhenItsFollowersWereTold() {
        take(0, updated(1));
        take(1, updated(2));
        await().until(() -> told.size() == 2);
        assertThat(acknowledged).isEmpty();

        told.getFirst().complete(null);

        await().until(() -> acknowledged.size() == 1);
        assertThat(refused).isEmpty();
    }

    @Test
    void takesTheNextRecordWhileOthersWait() {
        take(0, updated(1)).awaitItem();
        take(1, updated(2)).awaitItem();

        assertThat(acknowledged).isEmpty();
    }

    @Test
    void letsTheTopicWaitWhenThereIsNoRoom() {
        take(0, updated(1)).awaitItem();
        take(1, updated(1)).awaitItem();
        var full = take(2, updated(1));
        await().until(() -> !told.isEmpty());
        full.assertNotTerminated();

        await().until(() -> {
            told.forEach(waits -> waits.complete(null));
            return acknowledged.size() == ROOM;
        });

        full.awaitItem(Duration.ofSeconds(10));
    }

    @Test
    void refusesWhatIsNoProfileAndPassesATombstone() {
        take(0, new byte[] {1, 2, 3});
        take(1, null);

        await().until(() -> refused.equals(List.of(0L)) && acknowledged.equals(List.of(1L)));
    }

    private UniAssertSubscriber<Void> take(long offset, byte @Nullable [] value) {
        var record = new ConsumerRecord<>("profile.updated", 0, offset, Event.key(1), value);
        return listener.on(Message.of(
                        record,
                        () -> {
                            acknowledged.add(offset);
                            return CompletableFuture.completedFuture(null);
                        },
                        failure -> {
                            refused.add(offset);
                            return CompletableFuture.completedFuture(null);
                        }))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static byte[] updated(long uid) {
        return ProfileUpdated.newBuilder().setUid(uid).setVersion(2).build().toByteArray();
    }

    /// A short rest, and little room.
    private record Brief() implements FanOutSettings {
        @Override
        public Duration rest() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration longest() {
            return Duration.ofMillis(50);
        }

        @Override
        public int atOnce() {
            return 4;
        }

        @Override
        public int mostWaiting() {
            return ROOM;
        }
    }
}
