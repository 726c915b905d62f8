package dev.kith.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.world.DigestSecret;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("slow") // a stack of its own, parts of which are killed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {
    private LocalStack stack;
    private Gateway gateway;
    private MeasureChaos chaos;

    @BeforeAll
    void start() {
        stack = LocalStack.throwAway();
        gateway = new Gateway(stack.gatewayUrl());
        chaos = new MeasureChaos(stack, gateway, DigestSecret.of(""), new Progress(System.err));
    }

    @AfterAll
    void stop() {
        gateway.close();
        stack.close();
    }

    @Test
    void endsAsIfNothingHadHappenedWhicheverPartIsKilledInTheMiddle() throws SQLException, InterruptedException {
        assertThat(chaos.round(MeasureChaos.VICTIMS)).isEmpty();
    }

    @Test
    void findsANoticeThatIsLostAndOneThatIsDoubled() throws SQLException, InterruptedException {
        var run = chaos.run(Optional.empty());
        long joiner = uid(run.cast(), "joiner");
        long holder = uid(run.cast(), "holder 7");

        tellAgain(run.cast(), uid(run.cast(), "holder 8"), joiner);
        try (var messaging = stack.database(Part.MESSAGING);
                var lose = messaging.prepareStatement("delete from message where owner = ? and peer = ?")) {
            lose.setLong(1, holder);
            lose.setLong(2, joiner);
            assertThat(lose.executeUpdate()).isOne();
        }

        assertThat(Outcome.of(stack, run.cast()).differencesFrom(run.outcome()))
                .containsExactlyInAnyOrder(
                        "inbox of holder 7: joiner joined: 0 times, should be 1",
                        "holder 8 is told that joiner joined: 2 times, should be 1");
    }

    /// As a service would that forgot what it has told.
    private void tellAgain(Cast cast, long holder, long joiner) {
        var notice = ContactJoined.newBuilder()
                .setRecipient(holder)
                .setApp(cast.app())
                .setJoiner(joiner)
                .build();
        stack.events()
                .produce(
                        Topic.CONTACT_JOINED,
                        Events.key(holder),
                        notice.toByteArray(),
                        Map.of("ce_id", UUID.randomUUID().toString()));
    }

    private static long uid(Cast cast, String name) {
        return cast.uids().stream()
                .filter(uid -> cast.name(uid).equals(name))
                .findFirst()
                .orElseThrow();
    }
}
