package dev.kith.media.finishing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.Content.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.BufferedImages;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/// Leaves of pictures only what is seen: no place, no camera, no name, and nothing hidden behind the picture. JPEG and
/// PNG are decoded and encoded anew, and stand upright then; of GIF and WebP the parts are copied that are seen.
@ApplicationScoped
class Pictures {
    private static final float QUALITY = 0.88f;

    /// Cameras and programs write about ten.
    private static final int MOST_SCANS = 100;

    private final long mostPixels;
    private final long mostDecodedBytes;
    private final Duration mostTime;
    private final long mostBytes;
    private final int thumbnail;

    Pictures(MediaConfiguration configuration) {
        this.mostPixels = configuration.pixels();
        this.mostDecodedBytes = configuration.decodedBytes();
        this.mostTime = configuration.decoding();
        this.mostBytes = configuration.imageBytes();
        this.thumbnail = configuration.thumbnail();
    }

    /// Writes it anew, and a small one of it.
    ///
    /// @throws ProblemException `bad-file` when it cannot be read, or is larger than the memory bears
    Picture renew(Path file, String format, Path whole, Path small) throws IOException {
        checkBytes(file);
        var image = upright(file, format);
        encode(image, format, whole);
        encode(reduced(image), format, small);
        return new Picture(image.getWidth(), image.getHeight(), true);
    }

    /// Writes what is seen of a GIF or WebP, without decoding it.
    ///
    /// @throws ProblemException `bad-file` when it is broken, or larger than others could decode
    Picture clean(Path file, String type, Path whole) throws IOException {
        checkBytes(file);
        var clean = cleaned(file, type);
        checkPixels((long) clean.width() * clean.height());
        Files.write(whole, clean.bytes());
        return new Picture(clean.width(), clean.height(), false);
    }

    private static CleanPicture cleaned(Path file, String type) throws IOException {
        var bytes = Files.readAllBytes(file);
        try {
            return type.equals("image/gif") ? GifFile.clean(bytes) : WebpFile.clean(bytes);
        } catch (IOException broken) {
            throw unreadable();
        }
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
            throw unreadable();
        }
    }

    private BufferedImage decoded(Path file, String format) throws IOException {
        if (format.equals("jpg") && JpegScans.count(file) > MOST_SCANS) {
            throw new ProblemException(ErrorCode.BAD_FILE, "A picture has at most " + MOST_SCANS + " scans.");
        }
        try (var bytes = open(file)) {
            var reader = reader(format);
            try {
                // Without what is said about it: of a few bytes there, gigabytes can be unpacked.
                reader.setInput(bytes, true, true);
                checkSize(reader);
                return DecodingTime.decode(reader, mostTime);
            } finally {
                reader.dispose();
            }
        }
    }

    private void checkSize(ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        checkPixels(pixels);
        // The first of these is what it is decoded into; the raw type is unknown of CMYK, and without what tRNS adds.
        int bitsPerPixel = reader.getImageTypes(0).next().getColorModel().getPixelSize();
        if (pixels * bitsPerPixel / Byte.SIZE > mostDecodedBytes) {
            throw new ProblemException(
                    ErrorCode.BAD_FILE, "A picture has at most " + mostDecodedBytes + " bytes when it is decoded.");
        }
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

    private static ProblemException unreadable() {
        return new ProblemException(ErrorCode.BAD_FILE, "This picture cannot be read.");
    }

    private BufferedImage reduced(BufferedImage image) throws IOException {
        return Math.max(image.getWidth(), image.getHeight()) <= thumbnail
                ? image
                : Thumbnails.of(image).size(thumbnail, thumbnail).asBufferedImage();
    }

    private static ImageInputStream open(Path file) throws IOException {
        return ImageIO.createImageInputStream(file.toFile());
    }

    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        return readers.next();
    }

    private static void encode(BufferedImage image, String format, Path to) throws IOException {
        boolean jpeg = format.equals("jpg");
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var file = Files.newOutputStream(to);
                var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            // Of what loses nothing, the lowest quality is the smallest file.
            how.setCompressionQuality(jpeg ? QUALITY : 0);
            writer.write(null, new IIOImage(jpeg ? opaque(image) : image, null, null), how);
        } finally {
            writer.dispose();
        }
    }

    /// JPEG has three colours for everybody; with a fourth, readers differ on what it is.
    private static BufferedImage opaque(BufferedImage image) {
        return image.getColorModel().getNumComponents() <= 3
                ? image
                : BufferedImages.copy(image, BufferedImage.TYPE_INT_RGB);
    }
}
