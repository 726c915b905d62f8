package dev.kith.cli.talk;

import dev.kith.cli.file.RemoteFileObject;
import dev.kith.cli.screen.Screen;
import dev.kith.client.Message;
import java.util.Map;

/// The file of a message, with what `kith-cli files get` needs of it.
final class Attached {
    private Attached() {}

    /// Adds `file`, if there is one.
    static void put(Map<String, Object> out, Message message) {
        message.file().ifPresent(file -> out.put("file", RemoteFileObject.of(file)));
    }

    /// What stands behind the text of a message; nothing if it has no file.
    static String line(Message message) {
        return message.file()
                .map(file ->
                        " (file of " + file.size() + " bytes: kith-cli files get " + Screen.safeLine(file.url()) + ")")
                .orElse("");
    }
}
