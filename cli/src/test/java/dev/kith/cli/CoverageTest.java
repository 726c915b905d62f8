package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.client.Kith;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of the SDK is asked for now and then: devices, presence at a moment, the inner life of groups, the book.
class CoverageTest extends CliTestCase {
    private static final String TAG_KEY = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices",
                "devices signout",
                "presence",
                "presence of",
                "presence own hidden",
                "relationships automatic maybe",
                "account discoverability some",
                "follow",
                "groups show",
                "groups mute seven",
                "groups allow 7",
                "groups allow 7 send=king",
                "groups allow 7 send",
                "groups invitations",
                "groups delete",
                "contacts why",
                "contacts remove",
                "contacts remove +49 --everything",
                "search",
                "search x --group 7 --with +49",
                "search x --count 0",
                "history --skip -1",
                "files",
                "files list --count 0",
                "files link",
                "files link f1 --minutes 1441",
                "files delete",
                "profile picture",
                "profile picture get +49",
                "profile picture get chess chess.jpg --group",
                "profile picture set me.jpg --group 7 --level 1",
                "history +49 --group 7"
            })
    void endsWithTwoForWrongUsage(String line) throws IOException {
        signedIn();

        int code = run(line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.lines()).hasSize(1);
        assertThat(out).isEmpty();
        assertThat(gateway.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices list",
                "presence of +49",
                "presence own",
                "relationships automatic",
                "account discoverability",
                "follow +49",
                "groups show 7",
                "groups delete 7 --yes",
                "contacts why +442079460199",
                "contacts remove +442079460199",
                "search dinner",
                "files list",
                "files delete f1",
                "files link f1",
                "profile picture get +49 got.jpg",
                "profile picture remove"
            })
    void endsWithThreeWhereNobodyIsSignedIn(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.SIGNED_OUT);
    }

    @Test
    void helpsWithEveryCommand() {
        for (var group :
                new String[] {"devices", "presence", "groups", "contacts", "relationships", "account", "files"}) {
            assertThat(run(group, "--help")).isEqualTo(ExitCode.OK);
            assertThat(out).contains("Usage: kith-cli " + group);
        }
    }

    @Test
    void listsDevicesAndSignsOneOut() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/devices",
                "{\"devices\":[{\"id\":\"d1\",\"name\":\"laptop\",\"createdAt\":\"2035-01-01T00:00:00Z\","
                        + "\"seenAt\":\"2035-01-02T00:00:00Z\",\"current\":true}]}");
        gateway.answer("DELETE /v1/devices/d2", "");

        assertThat(run("devices", "list")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("d1", "laptop", "2035-01-02", "this one");
        assertThat(run("devices", "signout", "d2")).isEqualTo(ExitCode.OK);
        assertThat(run("devices", "signout", "d3")).isEqualTo(ExitCode.REFUSED);

        assertThat(gateway.requests).contains("DELETE /v1/devices/d2 ");
    }

    @Test
    void saysWhoIsOnlineNow() throws IOException {
        signedIn();
        gateway.answer(
                "PUT /v1/presence/watch",
                "{\"presence\":[{\"address\":\"+49\",\"online\":true},{\"address\":\"+48\",\"code\":\"unreachable\"}],"
                        + "\"leaseSeconds\":120}");

        assertThat(run("presence", "of", "+49", "+48")).isEqualTo(ExitCode.OK);

        assertThat(out.lines().filter(line -> line.contains("+49")).findFirst().orElseThrow())
                .contains("online");
        assertThat(out).contains("not on Kith, or not visible");
        assertThat(gateway.requests).last().isEqualTo("PUT /v1/presence/watch {\"addresses\":[]}");
    }

    @Test
    void hidesTheOwnPresence() throws IOException {
        signedIn();
        gateway.answer("GET /v1/presence", "{\"mode\":\"invisible\"}");
        gateway.answer("PUT /v1/presence", "{\"mode\":\"visible\"}");

        assertThat(run("presence", "own")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("offline to everybody");
        assertThat(run("presence", "own", "visible", "--json")).isEqualTo(ExitCode.OK);

        assertThat(out.strip()).isEqualTo("{\"visible\":true}");
        assertThat(gateway.requests).contains("PUT /v1/presence {\"mode\":\"visible\"}");
    }

    @Test
    void showsAndChangesWhoFindsTheUserAndWhomTheyFollow() throws IOException {
        signedIn();
        gateway.answer("PUT /v1/account/discoverability", "{\"discoverability\":\"nobody\"}");
        gateway.answer("GET /v1/account/automatic-sync", "{\"automaticSync\":true}");
        gateway.answer("PUT /v1/account/automatic-sync", "{\"automaticSync\":false}");
        gateway.answer("PUT /v1/relationships/+49", "{}");

        assertThat(run("account", "discoverability", "nobody")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("Nobody finds you");
        assertThat(run("relationships", "automatic")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("who writes to you");
        assertThat(run("relationships", "automatic", "off")).isEqualTo(ExitCode.OK);
        assertThat(run("follow", "+49", "--stop")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "PUT /v1/account/discoverability {\"discoverability\":\"nobody\"}",
                        "PUT /v1/account/automatic-sync {\"automaticSync\":false}",
                        "PUT /v1/relationships/+49 {\"subscribed\":false}");
    }

    @Test
    void showsAGroupAndSaysWhoMayDoWhat() throws IOException {
        signedIn();
        var group = "{\"id\":7,\"kind\":\"group\",\"version\":3,\"members\":2,\"role\":\"owner\",\"muted\":false,"
                + "\"permissions\":{\"send\":\"admin\"}}";
        gateway.answer("GET /v1/groups/7", group);
        gateway.answer("GET /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{\"name\":\"Chess\"}}");
        gateway.answer("PATCH /v1/groups/7", group);
        gateway.answer("PATCH /v1/groups/7/members/me", "{}");

        assertThat(run("groups", "show", "7")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("Chess", "may send", "admin and above");
        assertThat(run("groups", "allow", "7", "send=admin")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "mute", "7")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "mute", "7", "--off")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "PATCH /v1/groups/7 {\"permissions\":{\"send\":\"admin\"}}",
                        "PATCH /v1/groups/7/members/me {\"muted\":true}",
                        "PATCH /v1/groups/7/members/me {\"muted\":false}");
    }

    @Test
    void listsAndRevokesLinks() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/groups/7/invitations",
                "{\"invitations\":[{\"id\":\"i1\",\"expiresAt\":\"2035-01-01T00:00:00Z\",\"usesLeft\":9}]}");
        gateway.answer("DELETE /v1/groups/7/invitations/i1", "");

        assertThat(run("groups", "invitations", "7")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("i1", "2035-01-01", "9");
        assertThat(run("groups", "invitations", "7", "--revoke", "i1")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests).contains("DELETE /v1/groups/7/invitations/i1 ");
    }

    @Test
    void endsTheGroupOfWhoTypesItsNumber() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/groups/7", "");
        input = "8\n";
        assertThat(run("groups", "delete", "7")).isEqualTo(ExitCode.REFUSED);
        assertThat(gateway.requests).isEmpty();
        input = "7\n";

        assertThat(run("groups", "delete", "7")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests).contains("DELETE /v1/groups/7 ");
    }

    // Computed apart from the code: HMAC-SHA-256 of "+442079460199", and of others, under TAG_KEY.
    @ParameterizedTest
    @CsvSource({
        "020 7946 0199, quota",
        "+44 20 7946 0188, not-visible",
        "+44 20 7946 0177, not-missing",
        "+44 20 7946 0166, not-in-book",
        "112, invalid",
        "+44 20 7946 0123, own"
    })
    void saysWhySomebodyIsMissing(String given, String cause) throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/contacts",
                "{\"version\":1,\"tagKey\":\"" + TAG_KEY + "\",\"entries\":3,\"pending\":1,\"page\":["
                        + "{\"tag\":\"#e895eba25b0eeda5\",\"levels\":[1],\"subscribed\":true,\"pending\":true},"
                        + "{\"tag\":\"#337c4dfc1e2d5f2d\",\"levels\":[1],\"subscribed\":true,\"pending\":false},"
                        + "{\"tag\":\"#d11d07d83199e8fb\",\"levels\":[1],\"subscribed\":true,\"pending\":false,"
                        + "\"address\":\"+442079460177\",\"uid\":3}]}");

        assertThat(run("contacts", "why", given, "--json")).isEqualTo(ExitCode.OK);

        assertThat(object(out).get("cause").getAsString()).isEqualTo(cause);
        assertThat(gateway.requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void saysThatAFileWasNotSynced() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/contacts",
                "{\"version\":0,\"tagKey\":\"" + TAG_KEY + "\",\"entries\":0,\"pending\":0,\"page\":[]}");
        var book = Files.writeString(
                directory.resolve("book.vcf"), "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nTEL:020 7946 0166\nEND:VCARD\n");

        assertThat(run("contacts", "why", "+44 20 7946 0166", "--book", book.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out).contains("+442079460166", "was not synced");
        assertThat(run("contacts", "why", "+44 20 7946 0155", "--book", book.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(out).contains("not in your book");
        assertThat(run("contacts", "why", "+44 20 7946 0155", "--book", "missing.vcf"))
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void takesNumbersOutOfTheBookAndAsksBeforeAll() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/contacts:sync",
                "{\"version\":2,\"checksum\":\"00\",\"entries\":0,\"matched\":[],\"pending\":[],"
                        + "\"invalid\":[{\"index\":1,\"reason\":\"short-code\"}]}");
        gateway.answer("DELETE /v1/contacts", "");

        assertThat(run("contacts", "remove", "020 7946 0166", "112")).isEqualTo(ExitCode.REFUSED);
        assertThat(out).contains("1 removed", "112, a short or emergency number");
        assertThat(run("contacts", "remove", "--everything")).isEqualTo(ExitCode.REFUSED);
        assertThat(gateway.requests).noneMatch(request -> request.startsWith("DELETE"));
        assertThat(run("contacts", "remove", "--everything", "--yes")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .anyMatch(request -> request.startsWith("POST /v1/contacts:sync")
                        && request.contains("\"remove\":[\"020 7946 0166\",\"112\"]"))
                .contains("DELETE /v1/contacts ");
    }

    @Test
    void findsMessagesAndPagesThroughThem() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/messages",
                "{\"messages\":[" + message(3, "third") + "," + message(2, "second") + "," + message(1, "first")
                        + "]}");

        assertThat(run("search", "dinner", "--count", "1", "--skip", "1")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("second").doesNotContain("first", "third");
        assertThat(run("history", "--group", "7")).isEqualTo(ExitCode.OK);
        assertThat(out.lines()).hasSize(3);
        assertThat(out.lines().findFirst().orElseThrow()).contains("first");
    }

    @Test
    void tellsOfAMessageWhereItsFileIs() throws IOException {
        signedIn();
        var file = "\"properties\":{\"file-url\":\"/v1/files/f1?ref=r\",\"file-name\":\"a.txt\",\"file-size\":\"5\"}";
        gateway.answer(
                "GET /v1/messages",
                "{\"messages\":[" + message(1, "a.txt").replaceFirst("\\}$", "," + file + "}") + "]}");

        assertThat(run("history", "--group", "7")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("a.txt (file of 5 bytes: kith-cli files get /v1/files/f1?ref=r)");
        assertThat(run("history", "--group", "7", "--json")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("\"file\":{\"url\":\"/v1/files/f1?ref=r\",\"name\":\"a.txt\",\"size\":5");
    }

    @Test
    void listsTheOwnFilesPageByPage() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/files",
                "{\"files\":[{\"id\":\"f1\",\"name\":\"a\\u001b.txt\",\"size\":5,\"type\":\"text/plain\",\"thumbnail\":false,"
                        + "\"createdAt\":\"2035-01-01T00:00:00Z\"}],\"next\":\"f1\"}");

        assertThat(run("files", "list", "--count", "2")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("f1", "text/plain", "2035-01-01", "There are more: --count 4");
        assertThat(out).doesNotContain("\u001b");
        assertThat(gateway.requests).hasSize(2);
        assertThat(run("files", "list", "--count", "1", "--json")).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains(
                        "{\"id\":\"f1\",\"name\":",
                        "\"picture\":false,\"createdAt\":\"2035-01-01T00:00:00Z\"}",
                        "\"more\":true");
    }

    @Test
    void takesBackAnOwnFileAndLinksToAnother() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/files/f1", "");
        gateway.answer(
                "POST /v1/files/f2/links",
                "{\"url\":\"/v1/files/f2/signed?until=9&sig=s\",\"until\":\"2035-01-01T00:00:00Z\"}");

        assertThat(run("files", "delete", "f1")).isEqualTo(ExitCode.OK);
        assertThat(run("files", "delete", "f3")).isEqualTo(ExitCode.REFUSED);
        assertThat(run("files", "link", "f2", "--minutes", "60")).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).isEqualTo(gateway.url() + "/v1/files/f2/signed?until=9&sig=s");
        assertThat(run("files", "link", "f2", "--json")).isEqualTo(ExitCode.OK);
        assertThat(object(out).get("until").getAsString()).isEqualTo("2035-01-01T00:00:00Z");
        assertThat(object(out).get("thumbnailUrl").isJsonNull()).isTrue();
    }

    @Test
    void showsAndFetchesPictures() throws IOException {
        signedIn();
        var id = "7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
        var picture = Files.writeString(directory.resolve("me.jpg"), "me");
        var got = directory.resolve("got.jpg");
        gateway.answer("GET /v1/files", "{\"files\":[{\"id\":\"" + id + "\"}]}");
        gateway.answer("PATCH /v1/profile", "{\"version\":3,\"address\":\"+442079460123\",\"fields\":{}}");
        gateway.answer("PATCH /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{}}");
        gateway.answer(
                "GET /v1/profiles/+49",
                "{\"address\":\"+49\",\"uid\":9,\"version\":2,\"fields\":{\"picture\":\"/v1/files/" + id + "\"}}");
        gateway.answer("GET /v1/profiles/+48", "{\"address\":\"+48\",\"uid\":8,\"version\":2,\"fields\":{}}");
        gateway.answer("GET /v1/files/" + id + "/thumbnail", "small");

        assertThat(run("profile", "picture", "set", picture.toString(), "--level", "1,2"))
                .isEqualTo(ExitCode.OK);
        assertThat(gateway.requests)
                .last()
                .isEqualTo("PATCH /v1/profile {\"fields\":{\"picture\":{\"value\":\"/v1/files/" + id
                        + "\",\"levels\":[1,2]}}}");
        assertThat(run("profile", "picture", "set", picture.toString(), "--group", "7"))
                .isEqualTo(ExitCode.OK);
        assertThat(out).contains("Group 7, version 2");
        assertThat(run("profile", "picture", "remove", "--group", "7", "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("profile", "picture", "remove")).isEqualTo(ExitCode.OK);
        assertThat(run("profile", "picture", "set", "missing.jpg")).isEqualTo(ExitCode.REFUSED);
        assertThat(run("profile", "picture", "get", "+49", got.toString(), "--small"))
                .isEqualTo(ExitCode.OK);
        assertThat(got).hasContent("small");
        assertThat(run("profile", "picture", "get", "+48", got.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("There is no picture, or none for you.");
    }

    @Test
    void chatsInLinesWhereThereIsNoTerminal() throws IOException {
        signedIn();
        gateway.answer("GET /v1/messages/summary", "{\"conversations\":[]}");
        gateway.answer("GET /v1/messages", "{\"messages\":[]}");
        gateway.answer("PUT /v1/presence/watch", "{\"presence\":[],\"leaseSeconds\":120}");
        input = "hello from a pipe\n/quit\n";

        assertThat(run("chat", "+4915228817386")).isEqualTo(ExitCode.OK);

        assertThat(out)
                .contains("No conversations yet", "you: hello from a pipe")
                .doesNotContain("\u001b");
        assertThat(gateway.frames)
                .anyMatch(frame -> frame.hasSend() && frame.getSend().getText().equals("hello from a pipe"));
        assertThat(directory.resolve("session.state/7/kith.db")).exists();
        assertThat(run("chat", "--json")).isEqualTo(ExitCode.USAGE);
        assertThat(run("chat", "+49", "--group", "7")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void saysThatAnotherProgramHasTheMessages() throws IOException {
        signedIn();
        try (var other = new Kith()) {
            other.setServer(gateway.url());
            other.setAccessToken(TestGateway.token(), "refresh");
            other.setPath(directory.resolve("session.state/7"));
            other.start().join();

            assertThat(run("chat")).isEqualTo(ExitCode.REFUSED);
            assertThat(out).contains("another client", "--session FILE");
            assertThat(run("listen")).isEqualTo(ExitCode.REFUSED);
            assertThat(err).contains("another client", "--session FILE");
        }
    }

    @Test
    void printsUnreadConversationsAlone() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/messages/summary",
                "{\"conversations\":[{\"peer\":\"+49\",\"unread\":2,\"lastMessage\":" + message(3, "look") + "},"
                        + "{\"peer\":\"+48\",\"unread\":0,\"lastMessage\":" + message(2, "old") + "}]}");

        assertThat(run("conversations", "--unread")).isEqualTo(ExitCode.OK);

        assertThat(out).contains("look", "2 unread").doesNotContain("old");
    }

    private static String message(long id, String text) {
        return "{\"id\":\"" + id + "\",\"sender\":\"+49\",\"recipient\":\"+442079460123\",\"acceptedAt\":" + id
                + ",\"status\":\"RECEIVED_READ\",\"text\":\"" + text + "\"}";
    }
}
