package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Session;
import dev.kith.contracts.socket.ClientFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KithCliTest extends CliTestCase {
    // ---- usage and exit codes ----

    @Test
    void saysWhichCommandsThereAre() {
        int code = run("--help");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("signup", "contacts", "profile", "send", "listen", "watch", "Exit codes:");
        assertThat(out).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "contacts",
                "profile",
                "profile set",
                "send",
                "send +44",
                "watch",
                "listen --count x",
                "contacts sync a.vcf --levels one",
                "signup +44 --code 123456",
                "signup +44 --discoverability all",
                "profile set name",
                "profile set a=b --level 1 --only-me",
                "profile set a:=b",
                "profile set a:=null",
                "profile set a=b a=c",
                "profile set a@1=b a=c",
                "profile set @1=b",
                "groups",
                "groups add 7",
                "groups members x",
                "account",
                "account number",
                "account number +44 --code 123456",
                "traces",
                "traces +44 --code 123456"
            })
    void endsWithTwoForWrongUsage(String line) throws IOException {
        signedIn();

        int code = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.lines()).hasSize(1);
        assertThat(out).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whoami",
                "contacts list",
                "contacts sync a.vcf",
                "profile show",
                "send +44 x",
                "listen",
                "watch +44",
                "block +44",
                "unblock +44",
                "account export",
                "account number +44",
                "account delete --yes",
                "signout"
            })
    void endsWithThreeWhereNobodyIsSignedIn(String line) {
        int code = run(line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.SIGNED_OUT);
        assertThat(err).contains("kith-cli signup");
    }

    @Test
    void endsWithThreeWhenTheServerTakesTheTokenNoMore() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 401, "unauthenticated");
        gateway.refuse("POST /v1/tokens", 401, "refresh-reused");

        int code = run("profile", "show");

        assertThat(code).isEqualTo(ExitCode.SIGNED_OUT);
    }

    @Test
    void endsWithFourWhenTheServerDoesNotAnswer() throws IOException {
        signedIn();
        gateway.close();

        int code = run("profile", "show");

        assertThat(code).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err).contains("./kith up");
    }

    @Test
    void endsWithFourWhenAPartOfTheServerIsAway() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 503, "unavailable");

        assertThat(run("profile", "show")).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void endsWithOneForARefusal() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profiles/+49", 404, "unreachable");

        int code = run("profile", "show", "+49", "--json");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(object(err).getAsJsonObject("error").get("code").getAsString())
                .isEqualTo("unreachable");
        assertThat(out).isEmpty();
    }

    @Test
    void isNotSpoiltByABrokenSessionFile() throws IOException {
        Files.writeString(session(), "{ nonsense");

        assertThat(run("whoami")).isEqualTo(ExitCode.SIGNED_OUT);
        assertThat(err).contains(session().toString());
    }

    // ---- signing up ----

    @Test
    void keepsTheSignInInAFileThatOnlyItsOwnerReads() throws IOException {
        verificationsAreTaken();
        input = "123456\n";

        int code = run("signup", "020 7946 0123", "--region", "GB", "--name", "Bob", "--discoverability", "everyone");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+442079460123");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(session())))
                .isEqualTo("rw-------");
        assertThat(gateway.requests)
                .contains("POST /v1/verifications {\"app\":\"app_1\",\"phone\":\"020 7946 0123\",\"region\":\"GB\"}")
                .anyMatch(request -> request.startsWith("POST /v1/verifications/v1 {\"code\":\"123456\"")
                        && request.endsWith("\"name\":\"Bob\",\"discoverability\":\"everyone\"}"));
    }

    @Test
    void readsTheCodeOfADevelopmentStack() throws IOException {
        verificationsAreTaken();
        gateway.answer("GET /dev/codes/%2B442079460123", "{\"phone\":\"+442079460123\",\"code\":\"654321\"}");
        gateway.answer("GET /dev/codes/+442079460123", "{\"phone\":\"+442079460123\",\"code\":\"654321\"}");

        int code = run("signup", "020 7946 0123", "--region", "GB", "--dev-code", "--json");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(object(out).get("uid").getAsLong()).isEqualTo(TestGateway.UID);
        assertThat(gateway.requests).anyMatch(request -> request.contains("654321"));
    }

    @Test
    void saysHowToGoOnWhereNobodyTypesTheCode() {
        verificationsAreTaken();

        int code = run("signup", "+442079460123");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("--verification v1 --code CODE");
    }

    @Test
    void asksWhichAppWhereThereIsNone() {
        environment.remove("KITH_APP");
        environment.put("KITH_DATA", directory.toString());

        assertThat(run("signup", "+442079460123")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("--app");
    }

    @Test
    void takesTheAppOfTheLocalDemo() throws IOException {
        environment.remove("KITH_APP");
        environment.put("KITH_DATA", directory.toString());
        Files.writeString(directory.resolve("demo.json"), "{\"app\":\"app_demo\"}");

        run("signup", "+442079460123");

        assertThat(gateway.requests).anyMatch(request -> request.contains("app_demo"));
    }

    @Test
    void forgetsTheSignInWhenSignedOut() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/devices/d1", "");

        assertThat(run("signout")).isEqualTo(ExitCode.OK);
        assertThat(session()).doesNotExist();
    }

    // ---- contacts ----

    @Test
    void saysWhatBecameOfEveryEntryOfAPhoneBook() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/contacts:sync",
                "{\"version\":1,\"matched\":[{\"index\":0,\"address\":\"+4915228817386\",\"uid\":9}],"
                        + "\"pending\":[],\"invalid\":[{\"index\":2,\"reason\":\"short-code\"}],\"quota\":{\"left\":9}}");
        var file = vcard("Alice", "+49 1522 8817386", "Zoë 山", "020 7946 0999", "Police", "999");

        int code = run("contacts", "sync", file.toString(), "--levels", "1,5", "--merge");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("vCard 3.0: 3 numbers. 1 here, 1 to invite, 1 invalid.")
                .contains("Alice", "+4915228817386", "Zoë 山", "a short or emergency number");
        assertThat(gateway.requests.getLast())
                .contains("\"region\":\"GB\"", "\"mode\":\"merge\"", "\"levels\":[1,5]", "020 7946 0999");
    }

    @Test
    void givesScriptsEveryEntryOnce() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/contacts:sync",
                "{\"version\":1,\"matched\":[{\"index\":0,\"address\":\"+1\",\"uid\":9}],\"pending\":[2],"
                        + "\"invalid\":[{\"index\":1,\"reason\":\"number-too-short\"}],\"quota\":{\"left\":9}}");
        var file = vcard("A", "1", "B", "2", "C", "3", "D", "4");

        run("contacts", "sync", file.toString(), "--json");

        var report = object(out);
        assertThat(report.getAsJsonArray("matched")).hasSize(1);
        assertThat(report.getAsJsonArray("invitable")).hasSize(1);
        assertThat(report.getAsJsonArray("pending")).hasSize(1);
        assertThat(report.getAsJsonArray("invalid")
                        .get(0)
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString())
                .isEqualTo("number-too-short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no phone book at all", "\0\1\2\3"})
    void refusesAFileThatIsNoPhoneBook(String content) throws IOException {
        signedIn();
        var file = Files.writeString(directory.resolve("x.vcf"), content);

        int code = run("contacts", "sync", file.toString(), "--json");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("bad-file");
        assertThat(gateway.requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void uploadsAFileAndSaysWhatBecameOfIt() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/contacts:import",
                "{\"file\":{\"format\":\"vcard\",\"version\":\"3.0\",\"encoding\":\"UTF-8\"},\"cards\":3,\"numbers\":3,"
                        + "\"matched\":[{\"card\":1,\"number\":1,\"line\":1,\"address\":\"+4915228817386\",\"uid\":9}],"
                        + "\"pending\":[],\"invalid\":[{\"card\":2,\"line\":6,\"reason\":\"broken-card\"}],"
                        + "\"duplicates\":[{\"card\":3,\"number\":1,\"line\":9,\"first\":1}],\"unmatched\":0,"
                        + "\"version\":4,\"entries\":1}");
        var file = vcard("Alice", "0049 1522 8817386");

        int code = run("contacts", "import", file.toString(), "--merge");

        assertThat(code).isZero();
        assertThat(out)
                .contains(
                        "vcard 3.0, UTF-8: 3 cards with 3 numbers", "1 here", "+4915228817386", "broken-card", "Twice");
        assertThat(gateway.requests).anyMatch(request -> request.startsWith("POST /v1/contacts:import BEGIN:VCARD"));
        run("contacts", "import", file.toString(), "--json");
        assertThat(out).contains("\"first\":1", "\"reason\":\"broken-card\"", "\"encoding\":\"UTF-8\"");
        assertThat(run("contacts", "import", "none.vcf")).isOne();
    }

    @Test
    void listsPeopleByTheNamesOfThePhoneBook() throws IOException {
        signedIn();
        gateway.answer("POST /v1/contacts:sync", "{\"version\":1,\"matched\":[],\"pending\":[],\"invalid\":[]}");
        gateway.answer(
                "GET /v1/contacts",
                "{\"version\":1,\"entries\":1,\"pending\":0,\"page\":[{\"tag\":\"0\",\"levels\":[1,2],"
                        + "\"subscribed\":true,\"pending\":false,\"address\":\"+4915228817386\",\"uid\":9}]}");
        run("contacts", "sync", vcard("Alice", "0049 1522 8817386").toString());

        run("contacts", "list");

        assertThat(out).contains("1 of 1", "Alice", "+4915228817386", "1, 2");
    }

    // ---- profiles ----

    @Test
    void changesFieldsWithTheirLevels() throws IOException {
        signedIn();
        gateway.answer("PATCH /v1/profile", "{\"version\":3,\"address\":\"+442079460123\",\"fields\":{}}");

        int code = run("profile", "set", "name=Bob", "status=on the train", "--level", "1,2", "--remove", "city");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests.getLast())
                .isEqualTo("PATCH /v1/profile {\"fields\":{\"name\":{\"value\":\"Bob\",\"levels\":[1,2]},"
                        + "\"status\":{\"value\":\"on the train\",\"levels\":[1,2]},\"city\":null}}");
    }

    @Test
    void changesOnlyWhoSeesAField() throws IOException {
        signedIn();
        gateway.answer("PATCH /v1/profile", "{\"version\":3,\"address\":\"+442079460123\",\"fields\":{}}");

        run("profile", "set", "presence", "--only-me");

        assertThat(gateway.requests.getLast()).endsWith("{\"fields\":{\"presence\":{\"levels\":[]}}}");
    }

    @Test
    void takesOtherValuesThanTextsAsJson() throws IOException {
        signedIn();
        gateway.answer("PATCH /v1/profile", "{\"version\":3,\"address\":\"+442079460123\",\"fields\":{}}");

        int code = run("profile", "set", "age:=42", "open:=true", "tags:=[\"a\",{\"b\":1.5}]", "url=https://a.b/?c=d");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests.getLast())
                .endsWith("{\"fields\":{\"age\":{\"value\":42},\"open\":{\"value\":true},"
                        + "\"tags\":{\"value\":[\"a\",{\"b\":1.5}]},\"url\":{\"value\":\"https://a.b/?c=d\"}}}");
    }

    @Test
    void setsDifferentValuesForDifferentPeople() throws IOException {
        signedIn();
        gateway.answer(
                "PATCH /v1/profile",
                "{\"version\":3,\"address\":\"+442079460123\",\"fields\":{\"phone\":{\"values\":["
                        + "{\"value\":\"office\",\"levels\":[2]},{\"value\":\"mobile\",\"levels\":[3,5]}]}}}");

        int code = run("profile", "set", "phone@2=office", "phone@3,5=mobile");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests.getLast())
                .endsWith("{\"fields\":{\"phone\":{\"values\":[{\"value\":\"office\",\"levels\":[2]},"
                        + "{\"value\":\"mobile\",\"levels\":[3,5]}]}}}");
        assertThat(out).contains("office", "levels 2", "mobile", "levels 3, 5");
    }

    @Test
    void explainsWhatSomebodySees() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/profiles/me/view-as/+49",
                "{\"address\":\"+442079460123\",\"viewer\":\"+49\",\"version\":3,\"fields\":{"
                        + "\"name\":{\"visible\":true,\"value\":\"Bob\",\"rule\":\"level\",\"level\":1,\"levels\":[1]},"
                        + "\"diary\":{\"visible\":false,\"rule\":\"owner-only\",\"levels\":[]},"
                        + "\"next\":{\"visible\":false,\"rule\":\"of-next-year\",\"levels\":[]}}}");

        int code = run("profile", "view-as", "+49");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("Bob", "seen: you granted level 1", "hidden: only you see it", "hidden: of-next-year");
    }

    @Test
    void printsNothingThatATerminalWouldActOn() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/profiles/+49",
                "{\"address\":\"+49\",\"uid\":9,\"version\":1,\"fields\":{\"name\":\"\\u001b[2Jevil\\u0007\\u202e\"}}");

        run("profile", "show", "+49");

        assertThat(out).contains("evil").doesNotContain("\u001b", "\u0007", "\u202e");
    }

    // ---- messages ----

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

    @Test
    void makesAGroupAndSaysWhoCouldNotBeAdded() throws IOException {
        signedIn();
        gateway.answer(
                "POST /v1/groups",
                "{\"id\":7,\"kind\":\"group\",\"version\":1,\"members\":1,\"role\":\"owner\",\"muted\":false}");
        gateway.answer("PATCH /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{\"name\":\"Chess\"}}");
        gateway.answer(
                "POST /v1/groups/7/members",
                "{\"version\":2,\"added\":[{\"index\":0,\"address\":\"+49\",\"uid\":3}],"
                        + "\"refused\":[{\"index\":1,\"code\":\"unreachable\"}]}");

        assertThat(run("groups", "create", "Chess", "+49", "+44")).isEqualTo(ExitCode.REFUSED);

        assertThat(gateway.requests)
                .contains(
                        "PATCH /v1/groups/7/profile {\"name\":\"Chess\"}",
                        "POST /v1/groups/7/members {\"addresses\":[\"+49\",\"+44\"]}");
        assertThat(out).contains("Made group 7", "Added +49", "Not added: +44 (unreachable)");
    }

    @Test
    void listsGroupsAndMembers() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/groups",
                "{\"groups\":[{\"id\":7,\"kind\":\"broadcast\",\"version\":1,\"members\":3,\"role\":\"admin\",\"muted\":true}]}");
        gateway.answer(
                "GET /v1/groups/7/members", "{\"members\":[{\"address\":\"+49\",\"uid\":3,\"role\":\"owner\"}]}");

        assertThat(run("groups", "list")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("7", "broadcast", "admin", "yes");
        assertThat(run("groups", "members", "7")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+49", "owner");
    }

    @Test
    void changesRolesAndLeavesGroups() throws IOException {
        signedIn();
        gateway.answer("PATCH /v1/groups/7/members/+49", "{\"version\":4}");
        gateway.answer("DELETE /v1/groups/7/members/+49", "{}");
        gateway.answer("DELETE /v1/groups/7/members/me", "{}");
        gateway.answer("PATCH /v1/groups/7/profile", "{\"group\":7,\"version\":2,\"fields\":{}}");

        assertThat(run("groups", "role", "7", "+49", "admin")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "remove", "7", "+49")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "set", "7", "info=")).isEqualTo(ExitCode.OK);
        assertThat(run("groups", "leave", "7")).isEqualTo(ExitCode.OK);

        assertThat(gateway.requests)
                .contains(
                        "PATCH /v1/groups/7/members/+49 {\"role\":\"admin\"}",
                        "PATCH /v1/groups/7/profile {\"info\":null}");
        assertThat(run("groups", "role", "7", "+49", "king")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void isInColourOnlyOnATerminal() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 503, "unavailable");

        var coloured = new StringWriter();
        var screen = new Screen(new PrintWriter(coloured), new PrintWriter(coloured), true, true);
        KithCli.run(new KithCli(environment, screen, new ByteArrayInputStream(new byte[0])), "profile", "show");
        run("profile", "show");

        assertThat(coloured.toString()).contains("\u001b[31m");
        assertThat(err).doesNotContain("\u001b");
    }

    // ---- the own account ----

    @Test
    void changesTheNumberAndKeepsIt() throws IOException {
        signedIn();
        gateway.answer("POST /v1/account/number", "{\"id\":\"n1\",\"expiresIn\":600}");
        gateway.answer("POST /v1/account/number/n1", "{\"address\":\"+442079460199\"}");
        input = "123456\n";

        int code = run("account", "number", "+442079460199");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+442079460199");
        assertThat(new Session(session()).read().orElseThrow().address()).isEqualTo("+442079460199");
    }

    @Test
    void deletesTheAccountOfWhoTypesTheNumber() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/account", "");
        input = "no\n";
        assertThat(run("account", "delete")).isEqualTo(ExitCode.REFUSED);
        assertThat(gateway.requests).noneMatch(request -> request.startsWith("DELETE"));
        input = "+442079460123\n";

        int code = run("account", "delete");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests).contains("DELETE /v1/account {\"address\":\"+442079460123\"}");
        assertThat(session()).doesNotExist();
    }

    @Test
    void exportsToAFile() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/account/export",
                "{\"account\":{\"uid\":7},\"parts\":[{\"name\":\"profile\",\"path\":\"/v1/profile\"}]}");
        var file = directory.resolve("export.json");

        int code = run("account", "export", file.toString());

        assertThat(code).isEqualTo(ExitCode.OK);
        var export = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(export.getAsJsonObject("profile").get("version").getAsInt()).isEqualTo(2);
        assertThat(export.has("parts")).isFalse();
    }

    @Test
    void showsTracesToWhoHasNoAccount() {
        gateway.answer("POST /v1/traces", "{\"id\":\"t1\",\"expiresIn\":600}");
        gateway.answer("POST /v1/traces/t1", "{\"token\":\"proof\",\"expiresIn\":900}");
        gateway.answer("GET /v1/traces/books", "{\"books\":3,\"refused\":true}");
        gateway.answer("DELETE /v1/traces/books", "");
        input = "123456\n";

        int code = run("--json", "traces", "+442079460123", "--erase");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).isEqualTo("{\"books\":3,\"refused\":true}");
        assertThat(gateway.requests).anyMatch(request -> request.startsWith("DELETE /v1/traces/books"));
    }

    private void verificationsAreTaken() {
        gateway.answer("POST /v1/verifications", "{\"id\":\"v1\",\"expiresIn\":600}");
        gateway.answer(
                "POST /v1/verifications/v1",
                "{\"uid\":7,\"device\":\"d1\",\"accessToken\":\"" + TestGateway.token()
                        + "\",\"refreshToken\":\"refresh\",\"expiresIn\":900,\"created\":true}");
    }

    private Path vcard(String... namesAndNumbers) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            text.append("BEGIN:VCARD\nVERSION:3.0\nFN:%s\nTEL:%s\nEND:VCARD\n"
                    .formatted(namesAndNumbers[i], namesAndNumbers[i + 1]));
        }
        return Files.writeString(directory.resolve("book.vcf"), text.toString());
    }
}
