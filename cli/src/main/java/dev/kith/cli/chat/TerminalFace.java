package dev.kith.cli.chat;

import dev.kith.cli.screen.Screen;
import java.io.IOException;
import java.util.Objects;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/// A terminal with a line to type into, which stays whole while lines come in above it, and the standing over it.
final class TerminalFace implements Face {
    private static final String PROMPT = "> ";

    private final Terminal terminal;
    private final Screen screen;
    private final LineReaderImpl reader;
    private volatile String prompt = PROMPT;

    TerminalFace(Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
        this.reader = (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("kith-cli")
                .completer(new StringsCompleter(Typed.words()))
                // What is typed is said in the transcript; and an exclamation mark is one.
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    @Override
    public void line(String text) {
        reader.printAbove(text);
    }

    @Override
    public void standing(String text) {
        var fitting = new AttributedString(text).columnSubSequence(0, Math.max(1, terminal.getWidth() - 1));
        // In a prompt a percent sign means something to the reader.
        var literal = fitting.toString().replace("%", "%%");
        prompt = screen.paint(Screen.Colour.FAINT, literal) + "\n" + PROMPT;
        reader.setPrompt(prompt);
        if (reader.isReading()) {
            try {
                reader.callWidget(LineReader.REDISPLAY);
            } catch (IllegalStateException finishedMeanwhile) {
                // The next line is asked for with the new prompt.
            }
        }
    }

    @Override
    public void aside(String text) {}

    @Override
    public void listen(Ears ears) {
        tellOfKeys(ears);
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = ears.typed(reader.readLine(prompt));
            } catch (UserInterruptException controlC) {
                goesOn = !controlC.getPartialLine().isEmpty();
            } catch (EndOfFileException controlD) {
                goesOn = false;
            }
        }
    }

    private void tellOfKeys(Ears ears) {
        var insert = Objects.requireNonNull(reader.getBuiltinWidgets().get(LineReader.SELF_INSERT));
        reader.getWidgets().put(LineReader.SELF_INSERT, () -> {
            boolean done = insert.apply();
            if (reader.getBuffer().atChar(0) != '/') {
                ears.isTyping();
            }
            return done;
        });
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
