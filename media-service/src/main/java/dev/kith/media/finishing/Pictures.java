package dev.kith.media.finishing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.decoding.Decoders;
import dev.kith.media.file.Content.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// Leaves of pictures only what is seen: no place, no camera, no name, and nothing hidden behind the picture. JPEG and
/// PNG are decoded and encoded anew, and stand upright then; of GIF and WebP the parts are copied that are seen.
@ApplicationScoped
class Pictures {
    private static final Logger LOG = Logger.getLogger(Pictures.class);

    private final Decoders decoders;
    private final long mostPixels;
    private final long mostBytes;

    Pictures(Decoders decoders, MediaConfiguration configuration) {
        this.decoders = decoders;
        this.mostPixels = configuration.pixels();
        this.mostBytes = configuration.imageBytes();
    }

    /// Writes a JPEG or PNG anew, and a small one of it.
    ///
    /// @throws ProblemException `bad-file` when it cannot be read, or is larger than the memory bears
    Picture renew(Path file, String format, Path whole, Path small) throws IOException {
        checkBytes(file);
        return decoders.renew(file, format, whole, small);
    }

    /// Writes what is seen of a GIF or WebP, and if it can be decoded a small one.
    ///
    /// @throws ProblemException `bad-file` when it is broken, or larger than others could decode
    Picture clean(Path file, String format, Path whole, Path small) throws IOException {
        checkBytes(file);
        var clean = cleaned(file, format);
        checkPixels((long) clean.width() * clean.height());
        Files.write(whole, clean.bytes());
        var smallType = decoders.reduce(clean.bytes(), format, clean.canvas(), small);
        return new Picture(clean.width(), clean.height(), smallType.orElse(null));
    }

    private static CleanPicture cleaned(Path file, String format) throws IOException {
        var bytes = Files.readAllBytes(file);
        try {
            return format.equals("gif") ? GifFile.clean(bytes) : WebpFile.clean(bytes);
        } catch (IOException broken) {
            throw unreadable();
        } catch (RuntimeException unforeseen) {
            // The same bytes would do it again, so that the upload would never end, and its client ask for ever.
            LOG.errorf(unforeseen, "A %s that its reader did not foresee", format);
            throw unreadable();
        }
    }

    private static ProblemException unreadable() {
        return new ProblemException(ErrorCode.BAD_FILE, "This picture cannot be read.");
    }

    private void checkBytes(Path file) throws IOException {
        if (Files.size(file) > mostBytes) {
            throw new ProblemException(ErrorCode.BAD_FILE, "A picture has at most " + mostBytes + " bytes.");
        }
    }

    private void checkPixels(long pixels) {
        if (pixels > mostPixels) {
            throw new ProblemException(ErrorCode.BAD_FILE, "A picture has at most " + mostPixels + " pixels.");
        }
    }
}
