package dev.kith.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.Topic;
import dev.kith.local.postgres.Databases;
import dev.kith.local.redis.RedisConnection;
import dev.kith.local.stack.Part;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The three stores as tests get them, and what a kill leaves of their data.
class StoresTest {
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.throwAway(Part.POSTGRES, Part.KAFKA, Part.REDIS);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"AUTH", "PROFILE", "CONTACTS", "MESSAGING", "PRESENCE", "MEDIA"})
    void aRoleEntersItsOwnDatabaseAndNoOther(Part service) throws SQLException {
        try (var own = stack.database(service);
                var statement = own.createStatement()) {
            statement.execute("create table mine (a int)");
            statement.execute("drop table mine");
        }

        for (String other : List.of("auth", "profile", "contacts", "messaging", "presence", "postgres", "template1")) {
            if (!other.equals(service.label())) {
                assertThatThrownBy(() ->
                                databases().connect(other, service.label()).close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied for database \"" + other + "\"");
            }
        }
    }

    @Test
    void aRoleNeedsItsPassword() {
        assertThatThrownBy(() -> databases().connect("auth", "auth", "wrong").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void postgresKeepsWhatItCommittedWhenKilled() throws SQLException {
        execute("create table kept (id bigint primary key)");
        execute("insert into kept select generate_series(1, 1000)");

        stack.kill(Part.POSTGRES);
        stack.start(Part.POSTGRES);

        try (var connection = stack.database(Part.PROFILE);
                var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1000);
        }
    }

    @Test
    void kafkaKeepsWhatItAcknowledgedWhenKilled() {
        var events = stack.events();
        for (long uid = 1; uid <= 20; uid++) {
            events.produce(Topic.USER_JOINED, Events.key(uid), text("user " + uid), Map.of("ce_id", "e" + uid));
        }

        stack.kill(Part.KAFKA);
        stack.start(Part.KAFKA);

        assertThat(events.all(Topic.USER_JOINED))
                .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
                .hasSize(20)
                .contains("user 1", "user 20");
        var last = events.await(Topic.USER_JOINED, r -> Arrays.equals(r.key(), Events.key(20)), Duration.ofSeconds(20));
        assertThat(last.headers().lastHeader("ce_id").value()).isEqualTo(text("e20"));
    }

    @Test
    void redisKeepsWhatItAcknowledgedWhenKilled() throws Exception {
        try (var redis = new RedisConnection(stack.port(Part.REDIS))) {
            for (int i = 0; i < 200; i++) {
                redis.call("SET", "kept:" + i, "value " + i);
            }
        }

        stack.kill(Part.REDIS);
        stack.start(Part.REDIS);

        try (var redis = new RedisConnection(stack.port(Part.REDIS))) {
            assertThat(redis.call("GET", "kept:199")).isEqualTo("value 199");
            assertThat(redis.call("DBSIZE")).isEqualTo("200");
        }
    }

    @Test
    void everyTopicOfTheContractsIsThereWithItsDeadLetters() {
        var events = stack.events();

        for (Topic topic : Topic.values()) {
            assertThat(events.all(topic.deadLetters())).isEmpty();
            assertThat(events.partitions(topic.topicName())).hasSize(4);
        }
    }

    private static Databases databases() {
        return new Databases(stack.port(Part.POSTGRES));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = stack.database(Part.PROFILE);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
