package dev.kith.media.finishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTimeTest {
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void givesAPictureThatIsReadInTime(String format) throws IOException {
        var image = DecodingTime.decode(picture(format), Duration.ofMinutes(1));

        assertThat(image.getWidth()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void givesUpAPictureThatTakesLonger(String format) throws IOException {
        var reader = picture(format);

        assertThatThrownBy(() -> DecodingTime.decode(reader, Duration.ZERO))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_FILE));
    }

    private static ImageReader picture(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(100, 200, BufferedImage.TYPE_INT_RGB), format, bytes);
        var reader = ImageIO.getImageReadersByFormatName(format).next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.toByteArray())), true, true);
        return reader;
    }
}
