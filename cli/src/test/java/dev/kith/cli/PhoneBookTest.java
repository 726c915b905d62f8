package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the entries of a phone book, and who is found by it.
class PhoneBookTest extends CliTestCase {
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

    /// Also where a version before this one left them open to others.
    @Test
    void keepsTheNamesInAFileThatOnlyItsOwnerReads() throws IOException {
        signedIn();
        gateway.answer("POST /v1/contacts:sync", "{\"version\":1,\"matched\":[],\"pending\":[],\"invalid\":[]}");
        var names = new Session(session()).names(TestGateway.UID);
        Files.createDirectories(names.getParent());
        Files.writeString(names, "{\"+4915228817387\":\"Zoe\"}");
        Files.setPosixFilePermissions(names, PosixFilePermissions.fromString("rw-r--r--"));

        run("contacts", "sync", vcard("Alice", "0049 1522 8817386").toString());

        assertThat(names).content().contains("Alice", "Zoe");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(names)))
                .isEqualTo("rw-------");
        assertThat(names.resolveSibling(".").toFile().list()).containsExactly("names.json");
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
