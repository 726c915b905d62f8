package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Who is online, who is blocked, granted or let in.
class RelationshipsTest extends CliTestCase {
    @Test
    void printsWhoIsOnline() throws IOException {
        signedIn();
        gateway.answer(
                "PUT /v1/presence/watch",
                "{\"presence\":[{\"address\":\"+49\",\"online\":true},{\"address\":\"+48\",\"code\":\"unreachable\"}],"
                        + "\"leaseSeconds\":120}");

        run("watch", "+49", "+48", "--seconds", "1");

        assertThat(out).contains("+49: online", "+48: nobody on Kith");
    }

    @Test
    void blocks() throws IOException {
        signedIn();
        gateway.answer("PUT /v1/relationships/+49", "{}");

        assertThat(run("block", "+49")).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests).contains("PUT /v1/relationships/+49 {\"blocked\":true}");
    }

    @Test
    void blocksSomeKinds() throws IOException {
        signedIn();
        gateway.answer("PUT /v1/relationships/+49", "{}");

        assertThat(run("block", "+49", "--what", "calls,messages")).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests)
                .anyMatch(request -> request.startsWith("PUT /v1/relationships/+49 {\"block\":[")
                        && request.contains("\"calls\"")
                        && request.contains("\"messages\""));
        assertThat(run("block", "+49", "--what", "mail")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void grantsForATime() throws IOException {
        signedIn();
        gateway.answer("PUT /v1/relationships/+49", "{}");

        assertThat(run("grant", "+49", "--levels", "1,2", "--for", "24h")).isEqualTo(ExitCode.OK);
        assertThat(run("grant", "+49", "--none")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "PUT /v1/relationships/+49 {\"levels\":[1,2],\"expiresIn\":86400}",
                        "PUT /v1/relationships/+49 {\"levels\":[]}");
        assertThat(run("grant", "+49", "--for", "a day")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void listsRelationships() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/relationships",
                "{\"relationships\":[{\"address\":\"+49\",\"uid\":7,\"levels\":[1,2],"
                        + "\"expiresAt\":\"2035-01-01T00:00:00Z\",\"subscribed\":true,\"automatic\":true,"
                        + "\"blocked\":false,\"block\":[\"calls\",\"of-next-year\"],\"paired\":true}]}");

        assertThat(run("relationships", "list")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("+49", "1, 2", "2035-01-01T00:00:00Z", "by itself", "calls");
    }

    @Test
    void listsAndAnswersRequests() throws IOException {
        signedIn();
        gateway.answer("GET /v1/requests", "{\"requests\":[{\"address\":\"+49\",\"since\":\"2035-01-01T00:00:00Z\"}]}");
        gateway.answer("POST /v1/requests/+49", "{}");

        assertThat(run("requests", "list")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+49", "2035-01-01T00:00:00Z");
        assertThat(run("requests", "accept", "+49")).isEqualTo(ExitCode.OK);
        assertThat(run("requests", "decline", "+49")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "POST /v1/requests/+49 {\"answer\":\"accept\"}",
                        "POST /v1/requests/+49 {\"answer\":\"decline\"}");
    }
}
