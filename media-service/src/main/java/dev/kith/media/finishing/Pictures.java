package dev.kith.media.finishing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.Content.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.jspecify.annotations.Nullable;

/// Decodes pictures and encodes them anew, so that only what is seen is left of them: no place, no camera, no name, and
/// nothing hidden behind the picture. They stand upright then.
@ApplicationScoped
class Pictures {
    private static final double QUALITY = 0.88;

    private final long mostPixels;
    private final long mostBytes;
    private final int thumbnail;

    Pictures(MediaConfiguration configuration) {
        this.mostPixels = configuration.pixels();
        this.mostBytes = configuration.imageBytes();
        this.thumbnail = configuration.thumbnail();
    }

    /// How pictures of this type are encoded; null for what stays as it came.
    static @Nullable String format(String type) {
        return switch (type) {
            case "image/jpeg" -> "jpg";
            case "image/png" -> "png";
            default -> null;
        };
    }

    /// Writes it anew, and a small one of it.
    ///
    /// @throws ProblemException `bad-file` when it cannot be read, or is larger than the memory bears
    Picture renew(Path file, String format, Path whole, Path small) throws IOException {
        if (Files.size(file) > mostBytes) {
            throw new ProblemException(ErrorCode.BAD_FILE, "A picture has at most " + mostBytes + " bytes.");
        }
        var image = upright(file, format);
        write(image, format, image.getWidth(), image.getHeight(), whole);
        int longer = Math.max(image.getWidth(), image.getHeight());
        int side = Math.min(thumbnail, longer);
        write(image, format, side, side, small);
        return new Picture(image.getWidth(), image.getHeight());
    }

    private BufferedImage upright(Path file, String format) throws IOException {
        try {
            var image = decoded(file, format);
            var held = format.equals("jpg") ? ExifOrientation.of(file) : Orientation.TOP_LEFT;
            return ExifFilterUtils.getFilterForOrientation(held).apply(image);
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof ProblemException refusal) {
                throw refusal;
            }
            throw new ProblemException(ErrorCode.BAD_FILE, "This picture cannot be read.");
        }
    }

    private BufferedImage decoded(Path file, String format) throws IOException {
        try (var bytes = open(file)) {
            var reader = reader(format);
            try {
                // Without what is said about it: of a few bytes there, gigabytes can be unpacked.
                reader.setInput(bytes, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > mostPixels) {
                    throw new ProblemException(ErrorCode.BAD_FILE, "A picture has at most " + mostPixels + " pixels.");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageInputStream open(Path file) throws IOException {
        return ImageIO.createImageInputStream(file.toFile());
    }

    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        return readers.next();
    }

    private static void write(BufferedImage image, String format, int width, int height, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            var shape = Thumbnails.of(image).size(width, height).outputFormat(format);
            (format.equals("jpg") ? shape.outputQuality(QUALITY) : shape).toOutputStream(out);
        }
    }
}
