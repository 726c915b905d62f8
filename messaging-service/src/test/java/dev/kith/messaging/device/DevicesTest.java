package dev.kith.messaging.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// New devices of one user that come to two nodes at once.
@SocketTest
class DevicesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<Devices> nodes;
    private final TestUser alice = TestUser.joined();

    DevicesTest(Pool pool) {
        nodes = List.of(new Devices(pool), new Devices(pool));
    }

    @Test
    void areGivenABlockOfIdsEach() throws Exception {
        var arrivals = arrive(IntStream.range(0, 400).mapToObj(i -> "new-" + i).toList());

        assertThat(arrivals).allMatch(Optional::isPresent);
        assertThat(arrivals.stream().map(arrival -> arrival.orElseThrow().firstId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void areGivenTheLastBlocksAndThoseOfSignedOutDevices() throws Exception {
        TestUser.execute(
                "insert into device_block (uid, device, block, released_at)"
                        + " select ?, 'old-' || n, n, case when n <= 3 then now() end from generate_series(1, 4090) n",
                alice.uid());

        var arrivals = arrive(IntStream.range(0, 40).mapToObj(i -> "new-" + i).toList());

        assertThat(arrivals).filteredOn(Optional::isPresent).hasSize(8);
        assertThat(TestUser.numbers(
                        "select block from device_block where uid = ? and device like 'new-%' order by block",
                        alice.uid()))
                .containsExactly(1L, 2L, 3L, 4091L, 4092L, 4093L, 4094L, 4095L);
    }

    @Test
    void areGivenABlockThatAnotherNodeWasAboutToTakeAndDidNot() throws Exception {
        TestUser.execute(
                "insert into device_block (uid, device, block, released_at)"
                        + " select ?, 'old-' || n, n, case when n = 7 then now() end from generate_series(1, 4095) n",
                alice.uid());
        try (var another = SharedStack.get().database(Part.MESSAGING);
                var take = another.createStatement()) {
            another.setAutoCommit(false);
            take.execute("select from device_block where block = 7 and uid = " + alice.uid() + " for update");
            var arriving = nodes.getFirst().arrive(alice.uid(), "new");
            await().atMost(LIMIT)
                    .until(() -> arriving.isComplete()
                            || TestUser.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like 'update device_block set device%'")
                                    > 0);
            another.rollback();

            assertThat(arriving.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isPresent();
        }
    }

    @Test
    void areGivenOneBlockWhenTheyAreTheSame() throws Exception {
        var arrivals = arrive(Stream.generate(() -> "same").limit(40).toList());

        assertThat(arrivals.stream().map(arrival -> arrival.orElseThrow().firstId()))
                .hasSize(40)
                .containsOnly(arrivals.getFirst().orElseThrow().firstId());
        assertThat(TestUser.number("select count(*) from device_block where uid = ?", alice.uid()))
                .isEqualTo(1);
    }

    private List<Optional<Arrival>> arrive(List<String> devices) throws Exception {
        var arriving = IntStream.range(0, devices.size())
                .mapToObj(i -> nodes.get(i % 2).arrive(alice.uid(), devices.get(i)))
                .toList();
        return Future.all(arriving)
                .map(all -> arriving.stream().map(Future::result).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
