package dev.kith.media.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.media.CuttingLine;
import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The client that others wrote, as it is published.
@QuarkusTest
class TusClientTest extends OnTheStack {
    private static final Random CHANCE = new Random(11);

    @Test
    void bringsAFileThoughTheLineBreaksAgainAndAgain() throws Exception {
        var bytes = new byte[3_000_000];
        CHANCE.nextBytes(bytes);

        try (var line = new CuttingLine(root, 11, 700_000)) {
            var tus = tus(line);
            var upload = "";
            while (upload.isEmpty()) {
                upload = tried(tus, bytes);
            }

            assertThat(line.cuts()).isGreaterThan(2);
            assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(bytes);
        }
    }

    private TusClient tus(CuttingLine line) throws Exception {
        var tus = new TusClient();
        tus.setUploadCreationURL(line.uri("/v1/uploads").toURL());
        tus.setHeaders(Map.of("Authorization", "Bearer " + client.token()));
        tus.enableResuming(new TusURLMemoryStore());
        return tus;
    }

    private static TusUpload upload(byte[] bytes) {
        var upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(bytes));
        upload.setSize(bytes.length);
        upload.setFingerprint("one");
        upload.setMetadata(Map.of("filename", "a.bin"));
        return upload;
    }

    /// Where the upload is once it is whole; empty when the line broke.
    private static String tried(TusClient tus, byte[] bytes) throws InterruptedException {
        try {
            var uploader = tus.resumeOrCreateUpload(upload(bytes));
            uploader.setChunkSize(1 + CHANCE.nextInt(200_000));
            uploader.setRequestPayloadSize(500_000 + CHANCE.nextInt(2_000_000));
            while (uploader.uploadChunk() >= 0) {
                // The next one.
            }
            uploader.finish();
            return uploader.getUploadURL().getPath();
        } catch (IOException | ProtocolException broken) {
            // A moment for the service to see it, as a client waits before it goes on.
            Thread.sleep(50);
            return "";
        }
    }
}
