package dev.kith.profile.fanout;

import static dev.kith.profile.Scene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.event.ProfileNotice;
import dev.kith.profile.OnTheStack;
import dev.kith.profile.Scene.Person;
import dev.kith.profile.state.ProfileState;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WithdrawTest extends OnTheStack {
    /// More than the Redis client takes at once.
    private static final int MANY = 20_000;

    @Inject
    Withdraw withdraw;

    private Person ada;
    private Person bob;

    @BeforeEach
    void bobFollowsAda() {
        ada = scene.openPerson("Ada");
        bob = scene.openPerson("Bob");
        scene.follows(bob, ada);
    }

    @Test
    void tellsTheLastOfAsManyFollowersAsThereAre() {
        scene.goesOnline(bob);
        long first = 1_000_000_000L + bob.uid() * 100_000;
        var followers =
                new ArrayList<>(LongStream.range(first, first + MANY).boxed().toList());
        followers.add(bob.uid());

        withdraw.from(new ProfileState(ada.uid(), ada.app(), ada.address(), 1, Map.of()), followers)
                .await()
                .atMost(LIMIT);

        await().atMost(LIMIT).until(() -> !withdrawn().isEmpty());
        assertThat(withdrawn())
                .singleElement()
                .satisfies(notice -> assertThat(notice.getRecipientsList()).isEqualTo(List.of(bob.uid())));
    }

    @Test
    void tellsOfADepartureAlthoughRedisIsAwayMeanwhile() {
        scene.goesOnline(bob);
        // Accepts and says nothing, for longer than it is waited for.
        redis.execute("client", "pause", "5000", "all");

        scene.leave(ada);

        await().atMost(LIMIT).until(() -> withdrawn().stream().anyMatch(this::isForBob));
    }

    @Test
    void tellsOfAMoveAlthoughRedisIsAwayMeanwhile() {
        scene.goesOnline(bob);
        redis.execute("client", "pause", "5000", "all");

        scene.move(ada, ada.uid() + 500);

        await().atMost(LIMIT).until(() -> withdrawn().stream().anyMatch(this::isForBob));
    }

    private List<ProfileNotice> withdrawn() {
        return scene.notices(ada).stream()
                .filter(notice -> notice.getAddress().equals(ada.address()) && notice.getFieldsCount() == 0)
                .toList();
    }

    private boolean isForBob(ProfileNotice notice) {
        return notice.getRecipientsList().contains(bob.uid());
    }
}
