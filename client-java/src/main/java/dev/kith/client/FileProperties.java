package dev.kith.client;

import dev.kith.contracts.socket.Send;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a message says that it is about a file: its text is the name, the rest is in its properties. */
final class FileProperties {
    private static final String URL = "file-url";
    private static final String NAME = "file-name";
    private static final String SIZE = "file-size";
    private static final String TYPE = "file-type";
    private static final String THUMBNAIL = "file-thumbnail";
    private static final String TYPE_OF_MESSAGE = "file";

    private static final Pattern ID = Pattern.compile("/v1/files/([0-9a-fA-F-]{36})(?:[?/].*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private FileProperties() {}

    static Send with(Send draft, RemoteFile file) {
        var message = draft.toBuilder().setText(file.name()).putAllProperties(of(file));
        return draft.getType().isEmpty() ? message.setType(TYPE_OF_MESSAGE).build() : message.build();
    }

    static MessageParams with(MessageParams draft, RemoteFile file) {
        var message = draft.withProperty(THUMBNAIL, null);
        for (var property : of(file).entrySet()) {
            message = message.withProperty(property.getKey(), property.getValue());
        }
        return draft.type().isEmpty() ? message.withType(TYPE_OF_MESSAGE) : message;
    }

    private static Map<String, String> of(RemoteFile file) {
        var properties = new HashMap<>(
                Map.of(URL, file.url(), NAME, file.name(), SIZE, Long.toString(file.size()), TYPE, file.type()));
        file.thumbnail().ifPresent(thumbnail -> properties.put(THUMBNAIL, thumbnail));
        return properties;
    }

    /** Empty for what is no file, or says so in another way. Anybody may have written it. */
    static Optional<RemoteFile> of(Map<String, String> properties) {
        @Nullable String url = properties.get(URL);
        var size = properties.getOrDefault(SIZE, "");
        if (url == null || !NUMBER.matcher(size).matches()) {
            return Optional.empty();
        }
        var id = ID.matcher(url);
        return Optional.of(new RemoteFile(
                id.matches() ? id.group(1) : "",
                url,
                properties.getOrDefault(NAME, ""),
                Long.parseLong(size),
                properties.getOrDefault(TYPE, "application/octet-stream"),
                properties.get(THUMBNAIL)));
    }
}
