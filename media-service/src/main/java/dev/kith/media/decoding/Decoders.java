package dev.kith.media.decoding;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.Content.Picture;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Decodes pictures of strangers, in a few processes that have nothing to lose: whatever a picture does to the one that
/// decodes it, it does to nobody else. Blocks.
@ApplicationScoped
public class Decoders {
    private static final Logger LOG = Logger.getLogger(Decoders.class);

    /// What TwelveMonkeys takes for a pixel of a WebP that was encoded with loss.
    private static final int LOSSY_WEBP_BYTES = 30;

    private static final int MOST_DEATHS = 2;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Bounds bounds;
    private final int megabytes;
    private final Duration mostTime;
    private final Semaphore room;
    private final ConcurrentLinkedDeque<DecoderProcess> idle = new ConcurrentLinkedDeque<>();

    @Inject
    Decoders(MediaConfiguration configuration) {
        this(
                new Bounds(
                        configuration.pixels(),
                        ((long) configuration.decoderMegabytes() << 20) / LOSSY_WEBP_BYTES,
                        configuration.decodedBytes(),
                        configuration.thumbnail()),
                configuration.decoderMegabytes(),
                configuration.decoding(),
                configuration.decoders());
    }

    Decoders(Bounds bounds, int megabytes, Duration mostTime, int most) {
        this.bounds = bounds;
        this.megabytes = megabytes;
        this.mostTime = mostTime;
        this.room = new Semaphore(most);
    }

    /// Writes a JPEG or PNG anew, upright, and a small one of it.
    ///
    /// @throws ProblemException `bad-file` when it cannot be read, or is larger than the bounds; `unavailable` when
    ///     nothing can be decoded at the moment
    public Picture renew(Path file, String format, Path whole, Path small) throws IOException {
        var forms = forms(new Task(format, Canvas.NONE, Files.readAllBytes(file)));
        Files.write(whole, forms.whole());
        Files.write(small, forms.small());
        return new Picture(forms.width(), forms.height(), forms.smallType());
    }

    /// Writes a small one of the first frame of a GIF or WebP, and answers its type; empty if there can be none.
    ///
    /// @throws ProblemException `unavailable` when nothing can be decoded at the moment
    public Optional<String> reduce(byte[] bytes, String format, Canvas canvas, Path small) throws IOException {
        try {
            var forms = forms(new Task(format, canvas, bytes));
            Files.write(small, forms.small());
            return Optional.of(forms.smallType());
        } catch (ProblemException refused) {
            if (refused.code() == ErrorCode.BAD_FILE) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @PreDestroy
    void end() {
        idle.forEach(DecoderProcess::close);
    }

    private Decoded.Forms forms(Task task) {
        room.acquireUninterruptibly();
        try {
            return switch (decoded(task)) {
                case Decoded.Forms forms -> forms;
                case Decoded.Refused refused -> throw new ProblemException(ErrorCode.BAD_FILE, refused.reason());
            };
        } finally {
            room.release();
        }
    }

    /// A process can be ended by others too, so one death is not held against the picture.
    private Decoded decoded(Task task) {
        for (int death = 1; ; death++) {
            try {
                return once(task);
            } catch (DecoderProcess.Late late) {
                return new Decoded.Refused("This picture takes too long to be read.");
            } catch (IOException ended) {
                if (death == MOST_DEATHS) {
                    return new Decoded.Refused("This picture takes too much to be read.");
                }
            }
        }
    }

    private Decoded once(Task task) throws IOException {
        var process = idle();
        var decoded = process.on(task, mostTime);
        idle.push(process);
        return decoded;
    }

    private DecoderProcess idle() {
        for (var process = idle.poll(); process != null; process = idle.poll()) {
            if (process.runs()) {
                return process;
            }
        }
        try {
            return new DecoderProcess(megabytes, bounds);
        } catch (IOException e) {
            LOG.error("No process starts that decodes pictures", e);
            throw ProblemException.retryAfter(
                    ErrorCode.UNAVAILABLE, "Pictures cannot be looked into at the moment.", TRY_AGAIN);
        }
    }
}
