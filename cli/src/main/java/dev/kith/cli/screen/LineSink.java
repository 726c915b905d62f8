package dev.kith.cli.screen;

import java.io.Writer;
import java.util.function.Consumer;

/// Hands on what picocli prints line by line.
public final class LineSink extends Writer {
    private final Consumer<String> lines;
    private final StringBuilder open = new StringBuilder();

    public LineSink(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(char[] characters, int from, int length) {
        open.append(characters, from, length);
        for (int end = open.indexOf("\n"); end >= 0; end = open.indexOf("\n")) {
            lines.accept(open.substring(0, end));
            open.delete(0, end + 1);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
