package dev.kith.local.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM beside that of the test, with the same classes.
public final class ChildJvm {
    private ChildJvm() {}

    public static ProcessBuilder of(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
