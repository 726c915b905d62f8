package dev.kith.media.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class KeptOnDiskTest extends OnTheStack {
    @Inject
    Kept kept;

    @Inject
    Folder folder;

    @ParameterizedTest
    @EnumSource
    void removesWhatACrashLeftWhileItWasKept(Form form) throws Exception {
        var key = UUID.randomUUID();
        var file = folder.kept(key, form);
        var left = file.resolveSibling(file.getFileName() + ".new");
        Files.write(left, new byte[] {1, 2, 3});

        kept.remove(key).await().atMost(Duration.ofSeconds(20));

        assertThat(left).doesNotExist();
    }
}
