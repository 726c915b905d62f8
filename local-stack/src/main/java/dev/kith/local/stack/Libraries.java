package dev.kith.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The jars that the build puts under `local-stack/target/lib`.
public final class Libraries {
    private Libraries() {}

    /// The one jar whose name matches.
    ///
    /// @throws StackFailure when the module is not built
    public static Path find(Layout layout, String glob) {
        try (var jars = Files.newDirectoryStream(layout.libraries(), glob)) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException noDirectory) {
            // Said below.
        }
        throw new StackFailure(
                Reason.NOT_BUILT,
                "There is no %s in %s: the module local-stack is not built. ./kith up builds it; by hand: mvn -pl local-stack -am -DskipTests install"
                        .formatted(glob, layout.libraries()));
    }
}
