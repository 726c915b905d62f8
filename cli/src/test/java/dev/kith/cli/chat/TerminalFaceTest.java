package dev.kith.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.cli.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Types into a terminal through its input, and reads what it draws.
class TerminalFaceTest {
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_D = "\u0004";

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private final AtomicInteger keys = new AtomicInteger();
    private OutputStream keyboard;
    private Terminal terminal;
    private TerminalFace face;
    private Thread listening;

    @BeforeEach
    void open() throws IOException {
        var input = new PipedInputStream(1 << 16);
        keyboard = new PipedOutputStream(input);
        terminal = new ExternalTerminal("test", "xterm", input, drawn, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        var screen = new Screen(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, false);
        face = new TerminalFace(terminal, screen);
        listening = Thread.ofPlatform()
                .daemon()
                .start(() -> face.listen(new Face.Ears() {
                    @Override
                    public boolean typed(String line) {
                        typed.add(line);
                        return !line.equals("/quit");
                    }

                    @Override
                    public void isTyping() {
                        keys.incrementAndGet();
                    }
                }));
        until(() -> drawn().contains("> "));
    }

    @AfterEach
    void close() throws IOException {
        face.close();
    }

    @Test
    void leavesWhatIsBeingTypedWholeWhenAMessageComes() throws IOException {
        type("I am ");
        until(() -> drawn().contains("I am "));

        face.line("14:03 Anna: hello");
        type("here!\r");

        until(() -> typed.contains("I am here!"));
        assertThat(drawn()).contains("14:03 Anna: hello");
    }

    @Test
    void showsTheStandingWhileOneTypes() throws IOException {
        type("I am ");
        until(() -> drawn().contains("I am "));

        face.standing("Anna · typing… · f.txt 29% · 100%d");

        until(() -> drawn().contains("Anna · typing… · f.txt 29% · 100%d"));
        type("here\r");
        until(() -> typed.contains("I am here"));
    }

    @Test
    void tellsOfKeysUnlessTheyMakeACommand() throws IOException {
        type("/list\r");
        until(() -> typed.contains("/list"));
        assertThat(keys).hasValue(0);

        type("hi\r");

        until(() -> typed.contains("hi"));
        assertThat(keys).hasValue(2);
    }

    @Test
    void takesWhatIsTypedAsItIs() throws IOException {
        type("wow!! 'tis \"so\\\r");

        until(() -> typed.contains("wow!! 'tis \"so\\"));
    }

    @Test
    void endsWithControlDAndWithControlCOnAnEmptyLine() throws Exception {
        type("oh no");
        until(() -> drawn().contains("oh no"));
        long prompts = prompts();
        type(CONTROL_C);
        until(() -> prompts() > prompts);
        type("but\r");
        until(() -> typed.contains("but"));

        type(CONTROL_D);

        assertThat(listening.join(Duration.ofSeconds(20))).isTrue();
        assertThat(typed).containsExactly("but");
    }

    private void type(String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private long prompts() {
        return Pattern.compile("> ").matcher(drawn()).results().count();
    }

    private String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
