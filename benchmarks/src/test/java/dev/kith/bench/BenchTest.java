package dev.kith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String line) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" "));
    }

    @Test
    void namesItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "messages",
                        "backlog",
                        "groups",
                        "away",
                        "client",
                        "contacts",
                        "world",
                        "join",
                        "fanout",
                        "discovery",
                        "sockets");
    }

    @ParameterizedTest
    @CsvSource({
        "messages --pairs 0, --pairs",
        "messages --rate 1000000, --rate",
        "messages --body 3, --body",
        "messages --rate 100000 --seconds 2000, messages",
        "messages --gateway ftp://nowhere, --gateway",
        "messages --nonsense, --nonsense",
        "backlog --messages 10, --messages",
        "backlog --rate 0, --rate",
        "groups --members 10001, --members",
        "groups --online 101, --online",
        "groups --groups 0, --groups",
        "groups --rate 100000 --seconds 100, groups",
        "away --messages 0, --messages",
        "away --writers 51, --writers",
        "client --messages 0, --messages",
        "client --stored 10 --conversations 11, --conversations",
        "join --rounds 0, --rounds",
        "fanout --online 0, --online",
        "fanout --followers 10 --online 20, --followers",
        "fanout --sockets nowhere --online 1, --sockets",
        "sockets --count 0, --count",
        "sockets --count 15001, --count",
        "sockets --sockets nowhere --count 1, --sockets",
        "world --users 0, --users",
        "world --books 2000000, --books",
        "contacts --users 0, --users",
        "contacts --book 10000, --book",
        "contacts --rounds 0, --rounds",
        "chaos messages --faults NONE, --faults",
        "discovery --candidates 0, --candidates",
        "discovery --each 50000, --each",
        "nonsense, nonsense"
    })
    void refusesWrongOptionsAndNamesThem(String line, String named) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString()).contains(named);
    }

    @Test
    void saysThatTheStackIsNotUp() {
        assertThat(run("messages --pairs 1 --seconds 1 --gateway http://127.0.0.1:9"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("127.0.0.1:9", "./kith").doesNotContain("\tat ");
    }
}
