package dev.kith.system.mainjob;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who is who in `samples/people.json`.
record Cast(Path samples, Role alice, Role bob, Role carol, Role dave, Role erin) {

    /// @param number in E.164
    /// @param region two letters: where the numbers of their book belong
    /// @param book file beside `people.json`
    record Role(String id, String name, String number, String region, String book) {
        String firstName() {
            return name.split(" ", 2)[0];
        }
    }

    private record People(List<Role> people) {
        Role named(String id) {
            return people.stream()
                    .filter(role -> role.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(id + " is missing in people.json"));
        }
    }

    static Cast of(Path samples) throws IOException {
        var people = new Gson().fromJson(Files.readString(samples.resolve("people.json")), People.class);
        return new Cast(
                samples,
                people.named("alice"),
                people.named("bob"),
                people.named("carol"),
                people.named("dave"),
                people.named("erin"));
    }

    Path book(Role role) {
        return samples.resolve(role.book());
    }
}
