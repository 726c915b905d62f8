package dev.kith.client.rest;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One REST call, with JSON or a file as its body, or neither.
 *
 * @param segments of the path, not yet encoded: an address may have any character
 * @param ifMatch the version that a change is based on
 */
public record Call(
        String method,
        List<String> segments,
        Map<String, String> query,
        @Nullable JsonElement body,
        @Nullable String ifMatch,
        @Nullable FileBody file) {

    /** A file that is sent as it is, from the disk. */
    public record FileBody(Path path, String mediaType) {}

    public static Call get(String... segments) {
        return new Call("GET", List.of(segments), Map.of(), null, null, null);
    }

    public static Call delete(String... segments) {
        return new Call("DELETE", List.of(segments), Map.of(), null, null, null);
    }

    public static Call delete(JsonElement body, String... segments) {
        return new Call("DELETE", List.of(segments), Map.of(), body, null, null);
    }

    public static Call post(JsonElement body, String... segments) {
        return new Call("POST", List.of(segments), Map.of(), body, null, null);
    }

    public static Call post(FileBody file, String... segments) {
        return new Call("POST", List.of(segments), Map.of(), null, null, file);
    }

    public static Call put(JsonElement body, String... segments) {
        return new Call("PUT", List.of(segments), Map.of(), body, null, null);
    }

    public static Call patch(JsonElement body, String... segments) {
        return new Call("PATCH", List.of(segments), Map.of(), body, null, null);
    }

    public Call with(String name, String value) {
        var more = new java.util.LinkedHashMap<>(query);
        more.put(name, value);
        return new Call(method, segments, more, body, ifMatch, file);
    }

    public Call ifMatch(String version) {
        return new Call(method, segments, query, body, version, file);
    }
}
