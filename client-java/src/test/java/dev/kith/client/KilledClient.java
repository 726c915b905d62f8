package dev.kith.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * An app in a process of its own, to be killed at any moment: writes numbered messages, from the one behind the last that it
 * finds in its database, notes each that it is shown, and reads it.
 */
final class KilledClient {
    private KilledClient() {}

    /** Server, token, directory, peer, last number to be written. */
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[2]);
        var peer = arguments[3];
        int last = Integer.parseInt(arguments[4]);
        var kith = new Kith();
        kith.setServer(arguments[0]);
        kith.setAccessToken(arguments[1]);
        kith.setPath(directory);
        kith.addListener(new KithListener() {
            @Override
            public void onMessage(Message message) {
                pause();
                note(directory, message.asText().orElse(""));
                kith.markRead(message.id());
            }
        });
        kith.start().get(30, TimeUnit.SECONDS);
        for (int number = lastWritten(kith, peer) + 1; number <= last; number++) {
            kith.sendMessage(MessageParams.to(peer).withReadReceipt(true), "mine " + number);
            if (number % 10 == 0) {
                Thread.sleep(5);
            }
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static int lastWritten(Kith kith, String peer) throws Exception {
        var session = kith.messages().open(HistoryQuery.all().withPeer(peer));
        int highest = 0;
        for (var page = session.read(200).get();
                !page.isEmpty();
                page = session.read(200).get()) {
            for (var message : page) {
                var text = message.asText().orElse("");
                if (text.startsWith("mine ")) {
                    highest = Math.max(highest, Integer.parseInt(text.substring("mine ".length())));
                }
            }
        }
        return highest;
    }

    /** As long as the pause between two arrivals, so that at every moment something is stored and not told. */
    private static void pause() {
        try {
            Thread.sleep(KillTest.ARRIVAL_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(Path directory, String text) {
        try {
            Files.writeString(
                    directory.resolve("shown"), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }
}
