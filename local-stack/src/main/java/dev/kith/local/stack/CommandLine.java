package dev.kith.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The words with which a process was started, each by itself: a path may hold spaces, and may begin as another does.
///
/// @param words the program and its arguments; none when the process has gone, is just ending, or is another user's
public record CommandLine(List<String> words) {
    private static final Path PROC = Path.of("/proc");

    public static CommandLine of(long pid) {
        return new CommandLine(Files.exists(PROC.resolve("self/cmdline")) ? onLinux(pid) : elsewhere(pid));
    }

    public boolean isUnknown() {
        return words.isEmpty();
    }

    public boolean has(String word) {
        return words.contains(word);
    }

    /// Whether one of the words is this directory or a path in it.
    boolean hasPathIn(Path directory) {
        return words.stream()
                .anyMatch(word -> word.startsWith("/") && Path.of(word).startsWith(directory));
    }

    // Not ProcessHandle, which tells no arguments of a command that is longer than a page.
    private static List<String> onLinux(long pid) {
        try {
            String raw = Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0"));
        } catch (IOException noSuchProcess) {
            return List.of();
        }
    }

    private static List<String> elsewhere(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(p -> p.info().arguments())
                .map(List::of)
                .orElse(List.of());
    }
}
