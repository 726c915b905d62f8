package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// media-service is killed while a file comes, again and again: what it said that it has it has, and in the end
/// the file is what was sent.
@Tag("slow")
class UploadCrashTest {
    private static final int KILLS = 5;
    private static final int REQUEST = 1 << 20;

    private final Random chance = new Random(3);

    /// What was answered to a finished request; nothing less may ever be told again.
    private volatile long told;

    @Test
    void losesNoByteThatItSaidItHas() throws Exception {
        var bytes = new byte[40 << 20];
        chance.nextBytes(bytes);
        try (var stack = LocalStack.throwAway(Part.POSTGRES, Part.KAFKA, Part.AUTH, Part.MEDIA, Part.GATEWAY);
                var killer = Executors.newSingleThreadExecutor()) {
            var api = new Api(stack);
            var token = api.newUser(api.newApp()).token();
            var tus = tus(stack.gatewayUrl(), token);
            var kills = new AtomicInteger();
            var killing = killer.submit(() -> kill(stack, kills));

            var upload = "";
            while (upload.isEmpty()) {
                upload = tried(tus, bytes, kills);
            }
            killing.get();

            assertThat(kills).hasValue(KILLS);
            assertThat(get(URI.create(stack.gatewayUrl() + upload.replace("uploads", "files")), token))
                    .isEqualTo(bytes);
        }
    }

    /// Where the upload is once it is whole; empty when the service went away.
    private String tried(TusClient tus, byte[] bytes, AtomicInteger kills) throws InterruptedException {
        try {
            var uploader = tus.resumeOrCreateUpload(upload(bytes));
            assertThat(uploader.getOffset()).isGreaterThanOrEqualTo(told);
            uploader.setChunkSize(64 << 10);
            while (sendOneRequest(uploader)) {
                told = uploader.getOffset();
                // Not whole before the last kill.
                while (told > bytes.length - 2 * REQUEST && kills.get() < KILLS) {
                    Thread.sleep(50);
                }
            }
            return uploader.getUploadURL().getPath();
        } catch (IOException | ProtocolException broken) {
            Thread.sleep(100);
            return "";
        }
    }

    /// @return whether there is more to send; the request was answered in any case
    private boolean sendOneRequest(TusUploader uploader) throws IOException, ProtocolException, InterruptedException {
        uploader.setRequestPayloadSize(REQUEST);
        boolean more = true;
        for (int sent = 0; sent < REQUEST && more; sent += 64 << 10) {
            more = uploader.uploadChunk() >= 0;
            Thread.sleep(chance.nextInt(8));
        }
        uploader.finish(false);
        return more;
    }

    private int kill(LocalStack stack, AtomicInteger kills) throws InterruptedException {
        while (kills.get() < KILLS) {
            Thread.sleep(500 + chance.nextInt(1_500));
            stack.kill(Part.MEDIA);
            stack.start(Part.MEDIA);
            kills.incrementAndGet();
        }
        return kills.get();
    }

    private static TusClient tus(URI gateway, String token) throws IOException {
        var tus = new TusClient();
        tus.setUploadCreationURL(URI.create(gateway + "/v1/uploads").toURL());
        tus.setHeaders(Map.of("Authorization", "Bearer " + token));
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

    private static byte[] get(URI uri, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, BodyHandlers.ofByteArray()).body();
        }
    }
}
