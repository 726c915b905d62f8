package dev.kith.bench.client;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.client.HistoryQuery;
import dev.kith.client.Kith;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a device shows without a connection.
///
/// @param commonMillis the newest messages with words that all messages have, worst
/// @param rareMillis those with a word that few have, worst
/// @param inConversationMillis words that all have in one conversation, worst
/// @param listMillis all conversations, worst
/// @param sound whether each answer was as it has to be
record OnDevice(double commonMillis, double rareMillis, double inConversationMillis, double listMillis, boolean sound) {
    static final int SCREEN = 50;

    private static final long PATIENCE_SECONDS = 60;
    private static final int WARM_UP = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    static OnDevice measure(Path file, int messages, int conversations, int rounds) throws IOException {
        try (var kith = new Kith()) {
            kith.setDatabase(file);
            var common = HistoryQuery.all().withWords("dinner meet");
            var one = common.withPeer("person-1").withWords("dinner meet");
            var worst = new double[4];
            boolean sound = true;
            for (int round = 0; round < rounds + WARM_UP; round++) {
                var rare = HistoryQuery.all().withWords("word" + round % StoredMessages.WORDS);
                sound &= count(worst, 0, round, () -> found(kith, common)) == Math.min(SCREEN, messages);
                sound &= count(worst, 1, round, () -> found(kith, rare)) <= SCREEN;
                sound &= count(worst, 2, round, () -> found(kith, one)) > 0;
                sound &= count(
                                worst,
                                3,
                                round,
                                () -> await(kith.messages().getConversations(conversations))
                                        .size())
                        == conversations;
            }
            return new OnDevice(worst[0], worst[1], worst[2], worst[3], sound);
        }
    }

    private static int found(Kith kith, HistoryQuery query) {
        return await(kith.messages().open(query).read(SCREEN)).size();
    }

    private static int count(double[] worst, int which, int round, Callable<Integer> question) {
        long began = System.nanoTime();
        try {
            int answer = question.call();
            if (round >= WARM_UP) {
                worst[which] = Math.max(worst[which], (System.nanoTime() - began) / NANOS_PER_MILLI);
            }
            return answer;
        } catch (Exception failure) {
            throw new BenchFailure(ExitCode.INCOMPLETE, "The database did not answer: " + failure, failure);
        }
    }

    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(ExitCode.INCOMPLETE, "Interrupted.", ended);
        } catch (ExecutionException | TimeoutException failure) {
            throw new BenchFailure(ExitCode.INCOMPLETE, "The client did not answer: " + failure, failure);
        }
    }
}
