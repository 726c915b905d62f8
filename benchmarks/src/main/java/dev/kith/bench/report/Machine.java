package dev.kith.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What a figure was measured on, in one line: a figure means nothing without it.
final class Machine {
    private Machine() {}

    static String description() {
        return String.format(
                Locale.ROOT,
                "%d x %s, %.0f GiB, %s %s",
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name", "processors"),
                Long.parseLong(value("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / (double) (1 << 20),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    private static String value(String file, String name, String unknown) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(unknown);
        } catch (IOException elsewhere) {
            return unknown;
        }
    }
}
