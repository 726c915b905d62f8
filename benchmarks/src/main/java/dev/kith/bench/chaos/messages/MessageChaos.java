package dev.kith.bench.chaos.messages;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.OpenLoop;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/// Messages at a steady rate between people at two nodes, while one thing after the other breaks; then what everybody
/// was promised is compared with what is there.
public final class MessageChaos {
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CALLS_AT_ONCE = 8;
    private static final long POLL_MILLIS = 200;
    private static final int MOST_MESSAGES = 2_000_000;

    private final LocalStack stack;
    private final Gateway gateway;
    private final int users;
    private final int rate;
    private final Progress progress;
    private final boolean spread;

    /// Of a stack of its own, since parts of it are killed.
    ///
    /// @param users an even number; each writes to a partner
    /// @param rate messages a second, of all together
    /// @param spread whether devices connect to both nodes; otherwise to that behind the gateway
    public MessageChaos(LocalStack stack, Gateway gateway, int users, int rate, boolean spread, Progress progress) {
        this.spread = spread;
        this.stack = stack;
        this.gateway = gateway;
        this.users = users;
        this.rate = rate;
        this.progress = progress;
    }

    /// One round: all of these faults, one after the other, under load.
    public Findings round(List<Fault> faults) throws InterruptedException, SQLException {
        var tenant = Tenant.open(gateway, stack.rootKey(), "chaos of messages");
        progress.step("Creating " + users + " users who know each other");
        var members = new Abreast(CALLS_AT_ONCE, done -> progress.at("users", done, users))
                .all(users, user -> tenant.member("chaos-" + user));
        acquaint(members);
        var vertx = Vertx.vertx();
        try (var nodes = Nodes.of(stack, spread)) {
            return new Round(members, nodes, vertx).run(faults);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void acquaint(List<Member> members) throws InterruptedException {
        new Abreast(CALLS_AT_ONCE, done -> progress.at("phone books", done, users))
                .all(
                        users,
                        user -> Tenant.patiently(() -> gateway.post(
                                "/v1/contacts:sync",
                                members.get(user).token(),
                                Map.of(
                                        "mode",
                                        "merge",
                                        "add",
                                        List.of(members.get(Promises.partnerOf(user))
                                                .address())))));
    }

    /// What belongs to one round.
    private final class Round {
        private final List<Member> members;
        private final Nodes nodes;
        private final Context loop;
        private final List<Device> devices = new ArrayList<>();
        private final Promises promises = new Promises(users, MOST_MESSAGES);

        Round(List<Member> members, Nodes nodes, Vertx vertx) {
            this.members = members;
            this.nodes = nodes;
            this.loop = vertx.getOrCreateContext();
            var client = client(vertx, 4 * users);
            for (int user = 0; user < users; user++) {
                var partner = members.get(Promises.partnerOf(user)).address();
                devices.add(new Device(promises, user, members.get(user), partner, client, loop, nodes.of(user)));
            }
        }

        Findings run(List<Fault> faults) throws InterruptedException, SQLException {
            devices.forEach(Device::open);
            await("every device is welcomed", () -> devices.stream().allMatch(Device::isReady));
            var load = Thread.ofPlatform().name("load").start(this::send);
            try {
                for (var fault : faults) {
                    Thread.sleep(BEFORE_AND_AFTER);
                    progress.step("Fault: " + fault + ", after " + promises.sentSoFar() + " messages");
                    nodes.suffer(fault, this::cutSome);
                }
                Thread.sleep(BEFORE_AND_AFTER);
            } catch (IOException e) {
                throw new BenchFailure(ExitCode.INCOMPLETE, "A fault could not be done: " + e.getMessage(), e);
            } finally {
                load.interrupt();
                load.join();
            }
            progress.step("Waiting until all is answered and fetched, of " + promises.sentSoFar() + " messages");
            await("every device is at rest", () -> devices.stream().allMatch(Device::isAtRest));
            awaitDelivered();
            var screens = onLoop(() -> devices.stream().map(Device::screen).toList());
            devices.forEach(Device::close);
            return Checker.check(promises, stored(), screens);
        }

        /// Until it is interrupted.
        private void send() {
            new OpenLoop(OpenLoop.Pace.PARKING, rate, System.nanoTime()).run(MOST_MESSAGES, item -> {
                int message = (int) item;
                devices.get(promises.senderOf(message)).send(message);
            });
        }

        private void cutSome() {
            devices.stream()
                    .filter(device -> ThreadLocalRandom.current().nextInt(10) == 0)
                    .forEach(Device::cut);
        }

        /// What devices have acknowledged comes to the senders' rows by the log.
        private void awaitDelivered() throws InterruptedException, SQLException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end
                    && stored().stream()
                            .anyMatch(row -> promises.senderOf(row.message()) == row.user()
                                    && row.status() < MessageStatus.DELIVERED_VALUE)) {
                Thread.sleep(POLL_MILLIS * 5);
            }
        }

        private List<StoredMessage> stored() throws SQLException {
            var numbers = new HashMap<Long, Integer>();
            for (int user = 0; user < users; user++) {
                numbers.put(members.get(user).uid(), user);
            }
            var rows = new ArrayList<StoredMessage>();
            try (var database = nodes.stack().database(Part.MESSAGING);
                    var query = database.prepareStatement(
                            "select owner, body, status from message where owner = any(?) and body is not null")) {
                query.setArray(
                        1, database.createArrayOf("bigint", numbers.keySet().toArray()));
                try (var found = query.executeQuery()) {
                    while (found.next()) {
                        int message = Texts.numberOf(found.getString("body"));
                        var user = numbers.get(found.getLong("owner"));
                        if (message >= 0 && user != null) {
                            rows.add(new StoredMessage(user, message, found.getInt("status")));
                        }
                    }
                }
            }
            return rows;
        }

        private void await(String what, BooleanSupplier reached) throws InterruptedException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!onLoop(reached::getAsBoolean)) {
                if (System.nanoTime() > end) {
                    // What is missing will be among the findings.
                    progress.step("Not within " + PATIENCE.toSeconds() + " s: " + what);
                    return;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }

        private <T> T onLoop(java.util.function.Supplier<T> look) {
            var seen = new CompletableFuture<T>();
            loop.runOnContext(go -> seen.complete(look.get()));
            return seen.join();
        }
    }

    private static WebSocketClient client(Vertx vertx, int most) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(most)
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(4 << 20)
                .setConnectTimeout(2_000));
    }
}
