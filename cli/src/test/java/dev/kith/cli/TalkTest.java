package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.ClientFrame;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Messages and files, sent, changed and listened to.
class TalkTest extends CliTestCase {
    @Test
    void sendsAndLeavesWhatWaitsForTheUser() throws IOException {
        signedIn();
        gateway.inbox.add(TestGateway.received(5, "waiting"));

        int code = run("send", "+4915228817386", "hello");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("Sent");
        assertThat(gateway.frames).noneMatch(ClientFrame::hasAck);
    }

    @Test
    void changesAMessageAndForwardsOne() throws IOException {
        signedIn();

        assertThat(run("edit", "30064772072", "better")).isZero();
        assertThat(run("react", "30064772072", "+", "--json")).isZero();
        assertThat(run("delete", "30064772072", "--everywhere")).isZero();
        assertThat(run("send", "+4915228817386", "--forward", "30064772072")).isZero();
        assertThat(run("edit", "no-id", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "+4915228817386")).isEqualTo(ExitCode.USAGE);
        assertThat(run("send", "+4915228817386", "text", "--forward", "1")).isEqualTo(ExitCode.USAGE);

        assertThat(gateway.frames)
                .anyMatch(frame -> frame.getEdit().getText().equals("better")
                        && frame.getEdit().getId() == 30064772072L)
                .anyMatch(frame -> frame.getReact().getValue().equals("+"))
                .anyMatch(frame -> frame.getDelete().getEverywhere())
                .anyMatch(frame -> frame.getSend().getForward() == 30064772072L);
    }

    @Test
    void sendsAFile() throws IOException {
        signedIn();
        var file = Files.writeString(directory.resolve("plan.txt"), "the plan");
        var id = "7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
        gateway.answer("GET /v1/files", "{\"files\":[{\"id\":\"" + id + "\"}]}");
        gateway.answer(
                "POST /v1/files/" + id + "/reference",
                "{\"url\":\"/v1/files/" + id
                        + "?ref=a\",\"name\":\"plan.txt\",\"size\":8,\"type\":\"text/plain\",\"thumbnail\":false}");

        assertThat(run("send", "+4915228817386", "--file", file.toString())).isZero();
        assertThat(run("send", "--group", "7", "--file", file.toString())).isZero();
        assertThat(run("send", "+4915228817386", "text", "--file", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(
                        "send",
                        "+4915228817386",
                        "--file",
                        directory.resolve("nothing").toString()))
                .isEqualTo(ExitCode.REFUSED);

        assertThat(gateway.frames.stream().filter(ClientFrame::hasSend).map(ClientFrame::getSend))
                .extracting(send -> send.getTo() + send.getGroup() + send.getText() + send.getType())
                .containsExactly("+49152288173860plan.txtfile", "7plan.txtfile");
    }

    @Test
    void talksInAGroup() throws IOException {
        signedIn();
        gateway.inbox.add(TestGateway.received(5, "hi all").toBuilder()
                .clearRecipient()
                .setGroup(7)
                .setGroupSeq(1)
                .build());

        assertThat(run("send", "--group", "7", "hello all")).isZero();
        assertThat(run("send", "--group", "7", "+4915228817386", "hello")).isEqualTo(ExitCode.USAGE);
        assertThat(run("listen", "--count", "1")).isZero();

        assertThat(out).contains("in group 7").contains("hi all");
        assertThat(gateway.frames)
                .anyMatch(frame -> frame.getSend().getGroup() == 7
                        && frame.getSend().getTo().isEmpty()
                        && frame.getSend().getText().equals("hello all"));
    }

    @Test
    void sendsWhatStandsOnItsInput() throws IOException {
        signedIn();
        input = "two\nlines\n";

        run("send", "+4915228817386", "-", "--json");

        assertThat(gateway.frames)
                .anyMatch(frame -> frame.hasSend() && frame.getSend().getText().equals("two\nlines"));
        assertThat(object(out).get("id").getAsString()).isEqualTo(Long.toString(TestGateway.UID << 32 | 1000));
    }

    @Test
    void saysThatTheRecipientIsUnreachable() throws IOException {
        signedIn();
        gateway.sendRefusal = "unreachable";

        assertThat(run("send", "+4915228817386", "hello")).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("Nobody with this address");
    }

    @Test
    void printsMessagesOnceOverRuns() throws IOException {
        signedIn();
        gateway.inbox.add(TestGateway.received(5, "hello"));

        int first = run("listen", "--count", "1", "--json", "--read");
        var message = object(out.lines()
                .filter(line -> line.contains("\"message\""))
                .findFirst()
                .orElseThrow());
        int second = run("listen", "--seconds", "1", "--json");

        assertThat(first).isEqualTo(ExitCode.OK);
        assertThat(message.get("text").getAsString()).isEqualTo("hello");
        assertThat(second).isEqualTo(ExitCode.OK);
        assertThat(out).doesNotContain("hello");
    }

    @Test
    void printsTheUrlOfAFileAndFetchesOne() throws IOException {
        signedIn();
        var file = Files.writeString(directory.resolve("a.txt"), "hello");
        gateway.answer("GET /v1/files", "{\"files\":[{\"id\":\"f1\"}]}");
        gateway.answer(
                "POST /v1/files/f1/reference",
                "{\"id\":\"f1\",\"url\":\"/v1/files/f1?ref=r\",\"name\":\"a.txt\",\"size\":5,\"type\":\"text/plain\","
                        + "\"thumbnail\":false}");
        gateway.answer("GET /v1/files/f1", "hello");

        assertThat(run("files", "put", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(out).isEqualToIgnoringNewLines("/v1/files/f1?ref=r");
        var got = directory.resolve("b.txt");
        assertThat(run("files", "get", "/v1/files/f1?ref=r", got.toString())).isEqualTo(ExitCode.OK);

        assertThat(got).hasContent("hello");
        assertThat(run("files", "get", "https://elsewhere.example/f", got.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(run("files", "put", "missing")).isEqualTo(ExitCode.REFUSED);
    }
}
