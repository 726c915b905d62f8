package dev.kith.media.finishing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/// Gives up a picture that takes too long to be decoded. Readers ask for it every few lines.
final class DecodingTime implements IIOReadProgressListener {
    private final long end;
    private boolean over;

    private DecodingTime(Duration most) {
        this.end = System.nanoTime() + most.toNanos();
    }

    /// Decodes the picture in this reader.
    ///
    /// @throws ProblemException `bad-file` when it takes longer
    static BufferedImage decode(ImageReader reader, Duration most) throws IOException {
        var time = new DecodingTime(most);
        reader.addIIOReadProgressListener(time);
        var image = reader.read(0);
        if (time.over) {
            throw new ProblemException(ErrorCode.BAD_FILE, "This picture takes too long to be read.");
        }
        return image;
    }

    @Override
    public void imageProgress(ImageReader reader, float percentageDone) {
        if (System.nanoTime() - end >= 0) {
            over = true;
            reader.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader reader, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageStarted(ImageReader reader, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
}
