package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Fields of a profile, who sees them, and what others show.
class ProfileTest extends CliTestCase {
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
}
