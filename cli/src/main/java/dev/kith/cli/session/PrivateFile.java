package dev.kith.cli.session;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that its owner alone can read.
final class PrivateFile {
    private PrivateFile() {}

    /// Written beside it and put in its place, so that nobody ever reads half of it, nor more than they may.
    static void write(Path file, String content) throws IOException {
        var place = file.toAbsolutePath();
        var directory = place.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        var fresh = place.resolveSibling(
                place.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(fresh);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, content);
        Files.move(fresh, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
