package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.client.SocketFormat;
import dev.kith.local.testing.LocalStack;
import dev.kith.local.testing.line.Fate;
import dev.kith.local.testing.line.Way;
import dev.kith.local.testing.line.Weather;
import dev.kith.system.Api.App;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A conversation whose connection is cut at any frame boundary ends as one that is never cut: with the same in the
/// databases of both, and both were told the same, once and in order.
@ExtendWith(RunningKith.class)
class CutConversationTest {
    /// In fewer frames than this nothing of it can be said.
    private static final int AT_LEAST = 12;

    @TempDir
    Path folder;

    private final LocalStack stack;
    private final Api api;
    private final App app;

    CutConversationTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
        this.app = api.newApp();
    }

    /// Where a connection breaks: at each frame that goes this way, behind it or before it.
    private record Cut(Conversation.Side side, Way way, Fate fate) {
        String name() {
            return String.join(" ", side.name(), way.name(), fate.name());
        }

        Weather at(int frame) {
            return (direction, number) -> direction == way && number == frame ? fate : Fate.ARRIVES;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldInBothForms(SocketFormat format) throws Exception {
        try (var conversation = new Lane(format, "whole").between(0)) {
            conversation.hold(Conversation.Length.LONG);
            conversation.type();

            assertThat(conversation.outcome().alice().stored()).contains("DELETED  0", "READ one 1", "0 to do");
        }
    }

    /// Two places each for the cut lie between one frame and the next; this has one of them, the slow one both.
    @Test
    void endsAsIfItHadNeverBeenCut() throws Exception {
        everywhere(SocketFormat.BINARY, Conversation.Length.SHORT, Fate.IS_THE_LAST);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void endsAsIfItHadNeverBeenCutHoweverMuchIsSaid(SocketFormat format) throws Exception {
        everywhere(format, Conversation.Length.LONG, Fate.IS_THE_LAST, Fate.IS_CUT_OFF);
    }

    private void everywhere(SocketFormat format, Conversation.Length length, Fate... fates) throws Exception {
        var uncut = new Lane(format, "uncut").conversation(length, 0, null).outcome();
        var running = new ArrayList<Future<?>>();
        try (var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var cut : cuts(fates)) {
                running.add(lanes.submit(() -> {
                    new Lane(format, cut.name()).follow(length, cut, uncut);
                    return null;
                }));
            }
        }
        for (var lane : running) {
            lane.get();
        }
    }

    private static List<Cut> cuts(Fate... fates) {
        return Stream.of(Conversation.Side.values())
                .flatMap(side ->
                        Stream.of(Way.values()).flatMap(way -> Stream.of(fates).map(fate -> new Cut(side, way, fate))))
                .toList();
    }

    /// Two users who have one conversation after the other, on new devices each time.
    private final class Lane {
        private final SocketFormat format;
        private final String name;
        private final Api.User alice = api.newUser(app);
        private final Api.User bob = api.newUser(app);

        Lane(SocketFormat format, String name) {
            this.format = format;
            this.name = name;
            Phone.acquaint(stack, alice, bob);
        }

        /// Until a conversation is over before the frame at which it would be cut.
        void follow(Conversation.Length length, Cut cut, Conversation.Outcome uncut) throws Exception {
            for (int frame = 1; ; frame++) {
                var conversation = conversation(length, frame, cut);
                conversation.outcome().isAs(uncut, cut + " at frame " + frame);
                if (conversation.crossed(cut.side, cut.way) < frame) {
                    assertThat(frame).isGreaterThan(AT_LEAST);
                    return;
                }
            }
        }

        Conversation between(int frame) {
            return new Conversation(
                    new Phone(stack, alice, format, folder.resolve(name + " alice " + frame)),
                    new Phone(stack, bob, format, folder.resolve(name + " bob " + frame)));
        }

        Conversation conversation(Conversation.Length length, int frame, Cut cut) throws Exception {
            var conversation = between(frame);
            try (conversation) {
                if (cut != null) {
                    conversation.weather(cut.side, cut.at(frame));
                }
                conversation.hold(length);
                return conversation;
            } catch (AssertionError | Exception broken) {
                throw new AssertionError(format + ", " + name + " at frame " + frame, broken);
            }
        }
    }
}
