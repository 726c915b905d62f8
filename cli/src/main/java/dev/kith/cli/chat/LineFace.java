package dev.kith.cli.chat;

import dev.kith.cli.screen.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Lines in, lines out: for a terminal that can do no more, and for scripts.
final class LineFace implements Face {
    private final Screen screen;
    private final Input input;

    /// Where lines come from.
    interface Input {
        /// Empty at the end.
        Optional<String> line() throws IOException;
    }

    LineFace(Screen screen, Input input) {
        this.screen = screen;
        this.input = input;
    }

    @Override
    public void line(String text) {
        screen.line(text);
    }

    @Override
    public void standing(String text) {}

    @Override
    public void aside(String text) {
        screen.line(screen.paint(Screen.Colour.FAINT, "      " + text));
    }

    @Override
    public void listen(Ears ears) {
        try {
            for (var line = input.line(); line.isPresent() && ears.typed(line.get()); line = input.line()) {
                // Heard.
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
