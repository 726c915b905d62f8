package dev.kith.media.decoding;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.AlphaComposite;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.BufferedImages;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/// Makes of the bytes of a picture what is given out. Runs in the process of a [Decoder].
final class Decoding {
    private static final float QUALITY = 0.88f;

    /// Cameras and programs write about ten.
    private static final int MOST_SCANS = 100;

    private final Bounds bounds;

    Decoding(Bounds bounds) {
        this.bounds = bounds;
    }

    /// Of a JPEG or PNG the picture itself and a small one, upright; of a GIF or WebP a small one of its first frame.
    Decoded on(Task task) {
        try {
            return switch (task.format()) {
                case "jpg", "png" -> renewed(task);
                default -> reducedFrame(task);
            };
        } catch (TooLarge refusal) {
            return new Decoded.Refused(refusal.reason);
        } catch (IOException | RuntimeException unreadable) {
            return new Decoded.Refused("This picture cannot be read.");
        }
    }

    private Decoded renewed(Task task) throws IOException {
        boolean jpeg = task.format().equals("jpg");
        if (jpeg && JpegScans.count(task.bytes()) > MOST_SCANS) {
            throw new TooLarge("A picture has at most " + MOST_SCANS + " scans.");
        }
        var held = jpeg ? ExifOrientation.of(task.bytes()) : Orientation.TOP_LEFT;
        var image = upright(decoded(task), held);
        return new Decoded.Forms(
                image.getWidth(),
                image.getHeight(),
                encoded(image, task.format()),
                type(task.format()),
                encoded(reduced(image), task.format()));
    }

    private Decoded reducedFrame(Task task) throws IOException {
        var small = upright(
                placed(decoded(task), task.canvas()),
                Orientation.typeOf(task.canvas().held()));
        var format = isOpaque(small) ? "jpg" : "png";
        return new Decoded.Forms(
                small.getWidth(), small.getHeight(), new byte[0], type(format), encoded(small, format));
    }

    private static String type(String format) {
        return format.equals("jpg") ? "image/jpeg" : "image/png";
    }

    private BufferedImage decoded(Task task) throws IOException {
        var reader = reader(task.format());
        try (var bytes = new ByteArrayImageInputStream(task.bytes())) {
            // Without what is said about it: of a few bytes there, gigabytes can be unpacked.
            reader.setInput(bytes, true, true);
            checkSize(reader, task);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private void checkSize(ImageReader reader, Task task) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > bounds.pixels()) {
            throw new TooLarge("A picture has at most " + bounds.pixels() + " pixels.");
        }
        if (task.format().equals("webp") && pixels > bounds.lossyWebpPixels() && isLossy(task.bytes())) {
            throw new TooLarge("A small one is made of at most " + bounds.lossyWebpPixels() + " pixels.");
        }
        // The first of these is what it is decoded into; the raw type is unknown of CMYK, and without what tRNS adds.
        int bitsPerPixel = reader.getImageTypes(0).next().getColorModel().getPixelSize();
        if (pixels * bitsPerPixel / Byte.SIZE > bounds.decodedBytes()) {
            throw new TooLarge("A picture has at most " + bounds.decodedBytes() + " bytes when it is decoded.");
        }
    }

    /// A frame on the canvas around it, both as small as they have to be.
    private BufferedImage placed(BufferedImage frame, Canvas canvas) throws IOException {
        double scale = Math.min(1, (double) bounds.thumbnail() / Math.max(canvas.width(), canvas.height()));
        var small = new BufferedImage(
                scaled(canvas.width(), scale), scaled(canvas.height(), scale), BufferedImage.TYPE_INT_ARGB);
        // Of few colours no other can be made between them.
        var full = BufferedImages.copy(frame, BufferedImage.TYPE_INT_ARGB);
        var reduced = scale == 1
                ? full
                : Thumbnails.of(full)
                        .forceSize(scaled(full.getWidth(), scale), scaled(full.getHeight(), scale))
                        .asBufferedImage();
        var pen = small.createGraphics();
        pen.setComposite(AlphaComposite.Src);
        pen.drawImage(reduced, (int) Math.round(canvas.left() * scale), (int) Math.round(canvas.top() * scale), null);
        pen.dispose();
        return small;
    }

    private static int scaled(int length, double scale) {
        return Math.max(1, (int) Math.round(length * scale));
    }

    private BufferedImage reduced(BufferedImage image) throws IOException {
        return Math.max(image.getWidth(), image.getHeight()) <= bounds.thumbnail()
                ? image
                : Thumbnails.of(image)
                        .size(bounds.thumbnail(), bounds.thumbnail())
                        .asBufferedImage();
    }

    private static BufferedImage upright(BufferedImage image, Orientation held) {
        return ExifFilterUtils.getFilterForOrientation(held).apply(image);
    }

    private static ImageReader reader(String format) throws IOException {
        return format.equals("webp")
                ? new WebPImageReaderSpi().createReaderInstance()
                : ImageIO.getImageReadersByFormatName(format).next();
    }

    private static boolean isLossy(byte[] webp) {
        return new String(webp, StandardCharsets.ISO_8859_1).contains("VP8 ");
    }

    private static boolean isOpaque(BufferedImage image) {
        if (image.getTransparency() == Transparency.OPAQUE) {
            return true;
        }
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            if (pixel >>> 24 != 0xff) {
                return false;
            }
        }
        return true;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        boolean jpeg = format.equals("jpg");
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            // Of what loses nothing, the lowest quality is the smallest file.
            how.setCompressionQuality(jpeg ? QUALITY : 0);
            writer.write(null, new IIOImage(jpeg ? opaque(image) : image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// JPEG has three colours for everybody; with a fourth, readers differ on what it is.
    private static BufferedImage opaque(BufferedImage image) {
        return image.getColorModel().getNumComponents() <= 3
                ? image
                : BufferedImages.copy(image, BufferedImage.TYPE_INT_RGB);
    }

    /// More than there may be.
    private static final class TooLarge extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final String reason;

        TooLarge(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
