package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.ContactImportResult.Place;
import dev.kith.client.phonebook.PhoneBookReader;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Json;
import dev.kith.contracts.ErrorCode;
import dev.kith.phonebook.FileFormat;
import dev.kith.phonebook.NoPhoneBookException;
import dev.kith.phonebook.PhoneBookParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A phone book file as a call, and the server's answer to it. */
final class ContactImport {
    private static final int PIECE = 1 << 16;

    private ContactImport() {}

    /** Looks into the file as far as it takes to know what it is; refuses what the server would refuse at once. */
    static Call call(Path file, boolean merge, Set<Integer> levels, boolean subscribe, @Nullable String region)
            throws IOException {
        if (Files.size(file) > PhoneBookReader.MAX_BYTES) {
            throw KithException.of(ErrorCode.TOO_LARGE, "The file is larger than 20 MB.");
        }
        var type = kind(file) == FileFormat.Kind.CSV ? "text/csv" : "text/vcard";
        var call = Call.post(new Call.FileBody(file, type), "v1", "contacts:import")
                .with("mode", merge ? "merge" : "replace")
                .with(
                        "levels",
                        new TreeSet<>(levels).stream().map(String::valueOf).collect(Collectors.joining(",")))
                .with("subscribe", String.valueOf(subscribe));
        return region == null ? call : call.with("region", region);
    }

    private static FileFormat.Kind kind(Path file) throws IOException {
        var parser = PhoneBookParser.withoutNames();
        try (var bytes = Files.newInputStream(file)) {
            var format = Optional.<FileFormat>empty();
            while (format.isEmpty()) {
                var piece = bytes.readNBytes(PIECE);
                if (piece.length > 0) {
                    parser.feed(piece);
                } else {
                    parser.end();
                }
                format = parser.format();
            }
            return format.get().kind();
        } catch (NoPhoneBookException none) {
            throw KithException.of(ErrorCode.BAD_FILE, none.detail());
        }
    }

    static ContactImportResult result(JsonObject answer) {
        var matched = new ArrayList<ContactImportResult.Match>();
        var newlyMatched = new ArrayList<ContactSyncResult.Match>();
        for (var match : Json.objects(answer, "matched")) {
            var address = Json.text(match, "address");
            long uid = Json.number(match, "uid");
            if (Json.optional(match, "card").isPresent()) {
                matched.add(new ContactImportResult.Match(place(match), address, uid));
            } else {
                newlyMatched.add(new ContactSyncResult.Match(-1, address, address, uid));
            }
        }
        return new ContactImportResult(
                Json.optional(answer, "file")
                        .map(Json::object)
                        .map(ContactImport::format)
                        .orElse(new ContactImportResult.Format("", null, "", null)),
                (int) Json.number(answer, "cards"),
                (int) Json.number(answer, "numbers"),
                matched,
                Json.objects(answer, "pending").stream()
                        .map(ContactImport::place)
                        .toList(),
                Json.objects(answer, "invalid").stream()
                        .map(entry -> new ContactImportResult.Rejected(place(entry), Json.text(entry, "reason")))
                        .toList(),
                Json.objects(answer, "duplicates").stream()
                        .map(entry ->
                                new ContactImportResult.Duplicate(place(entry), (int) Json.number(entry, "first")))
                        .toList(),
                (int) Json.number(answer, "unmatched"),
                newlyMatched,
                Json.number(answer, "version"),
                (int) Json.number(answer, "entries"),
                Json.optional(answer, "quota")
                        .map(Json::object)
                        .map(left ->
                                new ContactSyncResult.Quota(Json.number(left, "left"), Json.instant(left, "refillsAt")))
                        .orElse(null));
    }

    private static ContactImportResult.Format format(JsonObject file) {
        return new ContactImportResult.Format(
                Json.text(file, "format"),
                Json.optional(file, "version").map(JsonElement::getAsString).orElse(null),
                Json.text(file, "encoding"),
                Json.optional(file, "separator").map(JsonElement::getAsString).orElse(null));
    }

    private static Place place(JsonObject entry) {
        return new Place(
                (int) Json.number(entry, "card"),
                Json.optional(entry, "number").map(JsonElement::getAsInt).orElse(0),
                (int) Json.number(entry, "line"));
    }
}
