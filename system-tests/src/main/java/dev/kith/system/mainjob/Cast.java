package dev.kith.system.mainjob;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Who is who in `samples/people.json`.
record Cast(Path samples, Role alice, Role bob, Role carol, Role dave, Role erin) {

    /// @param number in E.164
    /// @param region two letters: where the numbers of their book belong
    /// @param book file beside `people.json`
    record Role(String name, String number, String region, String book) {}

    static Cast of(Path samples) throws IOException {
        var roles = new Gson().fromJson(Files.readString(samples.resolve("people.json")), Role[].class);
        return new Cast(
                samples,
                role(roles, "Alice"),
                role(roles, "Bob"),
                role(roles, "Carol"),
                role(roles, "Dave"),
                role(roles, "Erin"));
    }

    Path book(Role role) {
        return samples.resolve(role.book());
    }

    private static Role role(Role[] roles, String name) {
        return Arrays.stream(roles)
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is missing in people.json"));
    }
}
