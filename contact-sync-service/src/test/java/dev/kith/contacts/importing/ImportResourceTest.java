package dev.kith.contacts.importing;

import static dev.kith.contacts.People.newNumber;
import static dev.kith.contracts.event.Discoverability.CONTACTS;
import static dev.kith.contracts.event.Discoverability.EVERYONE;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contacts.ContactsStack;
import dev.kith.contacts.People;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ContactsStack.class)
class ImportResourceTest {
    private static final String VCARD = "text/vcard";
    private static final String CSV = "text/csv";

    private final People people = new People();
    private final String own = newNumber();

    @Test
    void accountsForEveryCardAndEveryNumber() {
        var bobs = newNumber();
        long bob = people.join(bobs, EVERYONE);
        long alice = people.join(own, CONTACTS);
        var erins = newNumber();

        var answer = taken(
                alice,
                VCARD,
                card("Bob", bobs, "112", own)
                        + card("Nobody")
                        + "BEGIN:VCARD\nVERSION:3.0\nFN:Cut off\nTEL:" + newNumber() + "\n"
                        + card("Bob again", national(bobs), erins)
                        + card("Erin", "tel:" + erins));

        assertThat(answer.getMap("file")).isEqualTo(Map.of("format", "vcard", "version", "3.0", "encoding", "UTF-8"));
        assertThat(answer.getInt("cards")).isEqualTo(5);
        assertThat(answer.getInt("numbers")).isEqualTo(7);
        assertThat(answer.getList("matched"))
                .isEqualTo(List.of(Map.of("card", 1, "number", 1, "line", 1, "address", bobs, "uid", (int) bob)));
        assertThat(answer.getList("invalid"))
                .isEqualTo(List.of(
                        Map.of("card", 1, "number", 2, "line", 1, "reason", "short-code"),
                        Map.of("card", 1, "number", 3, "line", 1, "reason", "own"),
                        Map.of("card", 2, "line", 8, "reason", "no-number"),
                        Map.of("card", 3, "line", 12, "reason", "broken-card")));
        assertThat(answer.getList("duplicates"))
                .isEqualTo(List.of(
                        Map.of("card", 4, "number", 1, "line", 16, "first", 1),
                        Map.of("card", 5, "number", 1, "line", 22, "first", 4)));
        assertThat(answer.getList("pending")).isEmpty();
        assertThat(answer.getInt("unmatched")).isEqualTo(2);
        assertThat(answer.getInt("entries")).isEqualTo(3);
    }

    @Test
    void leavesTheBookAsASyncOfTheSameNumbersWould() {
        var numbers = List.of(newNumber(), newNumber(), newNumber());
        long alice = people.join(own, CONTACTS);
        long before = people.sync(alice, Map.of("mode", "merge", "levels", List.of(3), "add", numbers))
                .getLong("version");

        var answer = taken(
                alice,
                CSV,
                "Name,Phone\n" + numbers.stream().map(n -> "A," + n + "\n").collect(Collectors.joining()),
                Map.of("mode", "merge", "levels", "3"));

        assertThat(answer.getLong("version")).isEqualTo(before);
        assertThat(answer.getInt("entries")).isEqualTo(3);
    }

    @Test
    void grantsWhatTheCallSays() {
        var bobs = newNumber();
        long bob = people.join(bobs, EVERYONE);
        long alice = people.join(own, CONTACTS);

        taken(
                alice,
                CSV,
                "Name;Mobiltelefon\nBob;" + national(bobs) + "\n",
                Map.of("mode", "replace", "levels", "2,4", "subscribe", "false", "region", "de"));

        var matched = people.matchedOf(alice).getFirst();
        assertThat(matched.getPeersList().getFirst().getUid()).isEqualTo(bob);
        assertThat(matched.getPeersList().getFirst().getLevels()).isEqualTo(1 << 2 | 1 << 4);
        assertThat(matched.getSubscribe()).isFalse();
    }

    @Test
    void statesSeparatorAndEncoding() {
        long alice = people.join(own, CONTACTS);
        var text = "Vorname;Telefon\nJörg;" + newNumber() + "\n";

        var answer = bytes(
                        alice,
                        CSV,
                        text.getBytes(java.nio.charset.Charset.forName("windows-1252")),
                        Map.of("mode", "merge"))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getMap("file"))
                .isEqualTo(Map.of("format", "csv", "encoding", "windows-1252", "separator", ";"));
    }

    @Test
    void takesMoreNumbersThanFitIntoOneCall() {
        long alice = people.join(own, CONTACTS);
        var last = newNumber();
        long bob = people.join(last, EVERYONE);
        var rows = IntStream.range(0, 12_000)
                .mapToObj(i -> "A," + number(i) + "\n")
                .collect(Collectors.joining());

        var answer = taken(alice, CSV, "Name,Phone\n" + rows + "B," + last + "\nA," + number(0) + "\n");

        assertThat(answer.getInt("numbers")).isEqualTo(12_002);
        assertThat(answer.getInt("entries")).isEqualTo(12_001);
        assertThat(answer.getList("pending")).hasSizeBetween(2_000, 2_001);
        assertThat(answer.getList("duplicates"))
                .isEqualTo(List.of(Map.of("card", 12_002, "number", 1, "line", 12_003, "first", 1)));
        assertThat(answer.getInt("unmatched")
                        + answer.getList("matched").size()
                        + answer.getList("pending").size())
                .isEqualTo(12_001);
        assertThat(bob).isPositive();
    }

    @Test
    void saysHowFarItCameInAFileThatDoesNotFitIntoABook() {
        long alice = people.join(own, CONTACTS);
        var rows = IntStream.range(0, 50_001).mapToObj(i -> number(i) + ",\n").collect(Collectors.joining());

        var refused = text(alice, CSV, "Phone,Name\n" + rows, Map.of("mode", "merge"))
                .statusCode(409)
                .body("code", equalTo("book-full"))
                .extract()
                .jsonPath()
                .getString("detail");

        assertThat(refused).matches(".* Cards 1 to \\d+ of this file are in the book, the others are not\\.");
        int stored = Integer.parseInt(refused.replaceAll(".* to (\\d+) of.*", "$1"));
        assertThat(people.number("select count(*) from phone_book where owner = " + alice))
                .isEqualTo(stored)
                .isPositive();
    }

    @Test
    void refusesAZipArchiveAndSaysWhatToDo() throws IOException {
        long alice = people.join(own, CONTACTS);
        var zip = new ByteArrayOutputStream();
        try (var packed = new ZipOutputStream(zip)) {
            packed.putNextEntry(new ZipEntry("book.vcf"));
            packed.write(card("Bob", newNumber()).getBytes(UTF_8));
        }

        bytes(alice, VCARD, zip.toByteArray(), Map.of("mode", "merge"))
                .statusCode(400)
                .body("code", equalTo("bad-file"))
                .body("detail", containsString("Unpack it"))
                .body("detail", containsString("Nothing of this file is in the book."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/vcard | ''                       | bad-file | empty",
                "text/csv   | ''                       | bad-file | empty",
                "text/csv   | Name,Street              | bad-file | column of phone numbers",
                "text/vcard | 'Name,Phone\nBob,1'      | bad-file | text/csv",
                "text/csv   | 'BEGIN:VCARD\nEND:VCARD' | bad-file | text/vcard",
                "application/json | '{}'               | unsupported-media-type | ''"
            })
    void refusesWhatIsNoPhoneBookOfItsKind(String type, String body, String code, String says) {
        long alice = people.join(own, CONTACTS);

        text(alice, type, body, Map.of("mode", "merge"))
                .body("code", equalTo(code))
                .body("detail", containsString(says));
    }

    @Test
    void refusesABinaryFile() {
        long alice = people.join(own, CONTACTS);
        var binary = new byte[2_000];
        new Random(1).nextBytes(binary);

        bytes(alice, VCARD, binary, Map.of("mode", "merge"))
                .statusCode(400)
                .body("code", equalTo("bad-file"))
                .body("detail", containsString("binary"));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, '', invalid-value",
        "mode, delete, invalid-value",
        "levels, '1,x', invalid-value",
        "levels, 32, invalid-value",
        "levels, 0, invalid-value",
        "subscribe, perhaps, invalid-value",
        "region, Germany, invalid-value"
    })
    void refusesWordsThatItDoesNotKnow(String name, String value, String code) {
        long alice = people.join(own, CONTACTS);
        var query = name.equals("mode") ? Map.of(name, value) : Map.of("mode", "merge", name, value);

        text(alice, VCARD, card("Bob", newNumber()), query).statusCode(400).body("code", equalTo(code));

        assertThat(people.number("select count(*) from phone_book where owner = " + alice))
                .isZero();
    }

    @Test
    void refusesAFileBeyondTheLimitBothAnnouncedAndOnItsWay() throws IOException {
        long alice = people.join(own, CONTACTS);

        assertThat(announced(alice, (20 << 20) + 1)).contains("413").contains("too-large");
        assertThat(chunked(alice, "/v1/contacts:import?mode=merge", VCARD, 81, 1 << 18))
                .contains("413")
                .contains("too-large");
    }

    @Test
    void keepsOtherCallsToTheirOwnLimit() throws IOException {
        long alice = people.join(own, CONTACTS);

        bytes(alice, "application/json", new byte[(4 << 20) + 1], Map.of(), "/v1/contacts:sync")
                .statusCode(413)
                .body("code", equalTo("too-large"));
        assertThat(chunked(alice, "/v1/contacts:sync", "application/json", 17, 1 << 18))
                .contains("413");
    }

    @Test
    void answersOnceWhenABodyGrowsBeyondTheLimit() throws IOException {
        long alice = people.join(own, CONTACTS);
        var failures = new Failures();
        var log = Logger.getLogger("io.quarkus.vertx.http.runtime.QuarkusErrorHandler");
        log.addHandler(failures);

        try {
            assertThat(chunked(alice, "/v1/contacts:sync", "application/json", 17, 1 << 18))
                    .contains("413");

            await().during(Duration.ofMillis(500))
                    .atMost(People.LIMIT)
                    .untilAsserted(() -> assertThat(failures.told).isEmpty());
        } finally {
            log.removeHandler(failures);
        }
    }

    /// What the framework logs when an answer cannot be written.
    private static final class Failures extends Handler {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            told.add(String.valueOf(record.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void keepsWhatItHasWhenTheUploadBreaksOff() throws IOException {
        long alice = people.join(own, CONTACTS);
        var rows = IntStream.range(0, 12_000)
                .mapToObj(i -> "A," + number(i) + "\n")
                .collect(Collectors.joining());
        var body = ("Name,Phone\n" + rows + "\n".repeat(1 << 18)).getBytes(UTF_8);

        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(head(alice, "/v1/contacts:import?mode=merge", CSV, "Content-Length: 9999999"));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            await().atMost(People.LIMIT)
                    .until(() -> people.number("select count(*) from phone_book where owner = " + alice) == 10_000);
        }

        // The account is free for the next import as soon as the broken one is noticed.
        await().atMost(People.LIMIT)
                .until(() -> text(alice, CSV, "Name,Phone\n" + rows, Map.of("mode", "merge"))
                                .extract()
                                .statusCode()
                        == 200);
        assertThat(people.number("select count(*) from phone_book where owner = " + alice))
                .isEqualTo(12_000);
        assertThat(people.number("select entries from book where owner = " + alice))
                .isEqualTo(12_000);
    }

    @Test
    void needsAToken() {
        given().urlEncodingEnabled(false)
                .contentType(VCARD)
                .body(card("Bob", newNumber()))
                .post("/v1/contacts:import?mode=merge")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void storesNoName() {
        long alice = people.join(own, CONTACTS);
        var name = "Xaverius Quagmire";

        taken(alice, VCARD, card(name, newNumber()));

        var tables = List.of("phone_book", "book", "directory", "outbox", "look_up", "unsettled");
        for (var table : tables) {
            assertThat(people.number("select count(*) from " + table + " t where t::text like '%Quagmire%'"))
                    .as(table)
                    .isZero();
        }
    }

    private JsonPath taken(long uid, String type, String body) {
        return taken(uid, type, body, Map.of("mode", "replace"));
    }

    private JsonPath taken(long uid, String type, String body, Map<String, String> query) {
        return text(uid, type, body, query).statusCode(200).extract().jsonPath();
    }

    private ValidatableResponse text(long uid, String type, String body, Map<String, String> query) {
        return bytes(uid, type, body.getBytes(UTF_8), query);
    }

    private ValidatableResponse bytes(long uid, String type, byte[] body, Map<String, String> query) {
        return bytes(uid, type, body, query, "/v1/contacts:import");
    }

    private ValidatableResponse bytes(long uid, String type, byte[] body, Map<String, String> query, String path) {
        var request = given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, io.restassured.http.ContentType.TEXT)))
                .auth()
                .oauth2(people.token(uid))
                .queryParams(query)
                .contentType(type);
        return (body.length == 0 ? request : request.body(body)).post(path).then();
    }

    /// What comes back for an import whose body is as long as it says.
    private String announced(long uid, int length) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            var out = socket.getOutputStream();
            out.write(head(uid, "/v1/contacts:import?mode=merge", VCARD, "Content-Length: " + length));
            try {
                out.write("\n".repeat(length).getBytes(UTF_8));
            } catch (IOException closed) {
                // It has heard enough; what it said can be read all the same.
            }
            return read(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        var answer = new byte[2_000];
        int read = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, read), UTF_8);
    }

    /// What comes back for a body in chunks, that does not say how long it is.
    private String chunked(long uid, String path, String type, int chunks, int size) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            var out = socket.getOutputStream();
            out.write(head(uid, path, type, "Transfer-Encoding: chunked"));
            // What the type says it is, and then nothing but length.
            var begin = type.equals(VCARD) ? card("Bob", newNumber()) : "";
            var chunk = begin + "\n".repeat(size - begin.length());
            try {
                for (int i = 0; i < chunks; i++) {
                    out.write((Integer.toHexString(size) + "\r\n" + chunk + "\r\n").getBytes(UTF_8));
                }
                out.write("0\r\n\r\n".getBytes(UTF_8));
            } catch (IOException closed) {
                // It has heard enough; what it said can be read all the same.
            }
            return read(socket);
        }
    }

    private byte[] head(long uid, String path, String type, String length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + people.token(uid)
                        + "\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static String card(String name, String... numbers) {
        return "BEGIN:VCARD\nVERSION:3.0\nFN:" + name + "\n"
                + java.util.Arrays.stream(numbers).map(n -> "TEL:" + n + "\n").collect(Collectors.joining())
                + "END:VCARD\n";
    }

    private static String national(String number) {
        return "0" + number.substring(3);
    }

    private static String number(int i) {
        return "+4915" + (200_000_000 + i);
    }
}
