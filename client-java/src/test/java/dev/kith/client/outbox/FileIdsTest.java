package dev.kith.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdsTest {
    @TempDir
    Path directory;

    @Test
    void givesNoIdTwiceOverRestartsAndBesideEachOther() throws IOException {
        var one = new FileIds(directory.resolve("ids"));
        one.block(1000, 1999, 1000);
        var two = new FileIds(directory.resolve("ids"));
        two.block(1000, 1999, 1000);
        var given = new HashSet<Long>();
        boolean allNew = true;

        for (int i = 0; i < 100; i++) {
            allNew &= given.add(one.next().getAsLong());
            allNew &= given.add(two.next().getAsLong());
        }
        allNew &= given.add(new FileIds(directory.resolve("ids")).next().getAsLong());

        assertThat(allNew).isTrue();
        assertThat(given).allMatch(id -> id >= 1000 && id <= 1999);
    }

    /** A lock of the system is of the whole process, and refused to a second who asks for it there. */
    @Test
    void givesNoIdTwiceToThreadsOfOneProcess() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var links = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("d")));
        var given = ConcurrentHashMap.<Long>newKeySet();
        var takers = new ArrayList<Future<?>>();
        for (int i = 0; i < 4; i++) {
            var ids = new FileIds((i % 2 == 0 ? links : directory.resolve("d")).resolve("ids"));
            takers.add(threads.submit(() -> {
                ids.block(1, 1_000_000, 1);
                for (int n = 0; n < 5_000; n++) {
                    given.add(ids.next().getAsLong());
                }
                return null;
            }));
        }

        for (var taker : takers) {
            taker.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(given).hasSize(20_000);
    }

    @Test
    void hasNoIdBeforeItHasABlock() throws IOException {
        assertThat(new FileIds(directory.resolve("ids")).next()).isEmpty();
    }

    @Test
    void beginsAboveWhatTheServerHasSeenUsed() throws IOException {
        var ids = new FileIds(directory.resolve("ids"));

        ids.block(1000, 1999, 1500);

        assertThat(ids.next()).hasValue(1500);
    }

    @Test
    void beginsAnewWithAnotherBlock() throws IOException {
        var ids = new FileIds(directory.resolve("ids"));
        ids.block(1000, 1999, 1000);
        ids.next();

        ids.block(5000, 5999, 5000);

        assertThat(ids.next()).hasValue(5000);
    }

    @Test
    void beginsFromTheFirstWhenTheBlockIsUsedUp() throws IOException {
        var ids = new FileIds(directory.resolve("ids"));
        ids.block(10, 41, 10);

        for (int i = 0; i < 32; i++) {
            ids.next();
        }

        assertThat(ids.next()).hasValue(10);
    }
}
