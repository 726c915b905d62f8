package dev.kith.profile.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.Variant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A picture, as it stands in the field of that name: the path of a file of media-service.
public record Picture(UUID file) {
    public static final String FIELD = "picture";
    private static final Pattern PATH = Pattern.compile("/v1/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /// Empty for what is no path of a file, such as the URLs that stood there before files were kept here.
    public static Optional<Picture> of(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(PATH::matcher)
                .filter(Matcher::matches)
                .map(path -> new Picture(UUID.fromString(path.group(1))));
    }

    /// Those that a profile shows to anybody.
    public static Set<Picture> of(Map<String, Field> fields) {
        var field = fields.get(FIELD);
        return field == null ? Set.of() : of(field);
    }

    private static Set<Picture> of(Field field) {
        return field.variants().stream()
                .map(Variant::value)
                .filter(Objects::nonNull)
                .map(JsonNode::textValue)
                .flatMap(value -> of(value).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public String path() {
        return "/v1/files/" + file;
    }
}
