package dev.kith.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The command line of a JVM of ours.
public final class JavaCommand {
    private final Layout layout;
    private final List<String> command = new ArrayList<>();

    private JavaCommand(Layout layout) {
        this.layout = layout;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Native code and Unsafe in Netty and Kafka: known, and nothing that a reader of the log can act on.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add(mark(layout));
    }

    /// The word by which a JVM is recognised as one of this data directory.
    static String mark(Layout layout) {
        return "-Dkith.data=" + layout.data();
    }

    public static JavaCommand of(Layout layout) {
        return new JavaCommand(layout);
    }

    /// Options of the JVM. Where two contradict each other, the later wins.
    public JavaCommand options(List<String> options) {
        command.addAll(options);
        return this;
    }

    /// A program of this module.
    public List<String> main(String mainClass, String... arguments) {
        command.addAll(List.of("-cp", layout.classPath(), mainClass));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    public List<String> jar(Path jar) {
        command.addAll(List.of("-jar", jar.toString()));
        return List.copyOf(command);
    }

    /// The words of an environment variable; none when it is not set.
    public static List<String> words(String variable) {
        String text = System.getenv().getOrDefault(variable, "").strip();
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
    }
}
