package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Health;
import dev.kith.local.stack.Health.State;
import dev.kith.local.stack.Part;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Health UP = new Health(
            Part.REDIS,
            State.UP,
            OptionalLong.of(4711),
            16379,
            OptionalLong.of(12L << 20),
            Duration.ofSeconds(3_725),
            "");
    private static final Health GONE = new Health(
            Part.AUTH, State.GONE, OptionalLong.empty(), 8081, OptionalLong.empty(), Duration.ZERO, "it \"crashed\"");

    @Test
    void showsALineForEachPart() {
        var lines = table(UP, GONE).text(Style.of(Map.of())).lines().toList();

        assertThat(lines.get(0)).startsWith("part");
        assertThat(lines.get(1)).matches("redis +up +4711 +16379 +12 MB +1 h 2 m");
        assertThat(lines.get(2)).matches("auth +gone +- +8081 +- +-  it \"crashed\"");
        assertThat(lines.getLast()).isEqualTo("gateway http://127.0.0.1:8080, data in /home/me/\"kith\"");
    }

    @Test
    void marksWhatIsNotWellOnATerminalAlone() {
        var terminal = Style.of(Map.of("KITH_TERMINAL", "1"));

        assertThat(table(UP, GONE).text(terminal)).contains("\033[31mauth").doesNotContain("\033[31mredis");
        assertThat(table(UP, GONE).text(Style.of(Map.of("KITH_TERMINAL", "1", "NO_COLOR", "1"))))
                .doesNotContain("\033");
    }

    @Test
    void isJsonForPrograms() {
        var json = new JsonObject(table(UP, GONE).json());

        assertThat(json.getBoolean("healthy")).isFalse();
        assertThat(json.getString("data")).isEqualTo("/home/me/\"kith\"");
        var redis = json.getJsonArray("parts").getJsonObject(0);
        assertThat(redis.getLong("pid")).isEqualTo(4711);
        assertThat(redis.getLong("memoryBytes")).isEqualTo(12L << 20);
        assertThat(redis.getLong("uptimeSeconds")).isEqualTo(3_725);
        var auth = json.getJsonArray("parts").getJsonObject(1);
        assertThat(auth.getValue("pid")).isNull();
        assertThat(auth.getString("detail")).isEqualTo("it \"crashed\"");
    }

    @Test
    void isHealthyOnlyWhenAllAreUp() {
        assertThat(table(UP).isHealthy()).isTrue();
        assertThat(table(UP, GONE).isHealthy()).isFalse();
    }

    private static StatusTable table(Health... parts) {
        return new StatusTable(List.of(parts), "http://127.0.0.1:8080", "/home/me/\"kith\"");
    }
}
