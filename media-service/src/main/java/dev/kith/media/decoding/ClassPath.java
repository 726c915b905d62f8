package dev.kith.media.decoding;

import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.SubStream;
import com.twelvemonkeys.lang.Validate;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.coobird.thumbnailator.Thumbnails;

/// Where the classes of a [Decoder] are, and no others: one of each folder or archive that it needs.
final class ClassPath {
    private ClassPath() {}

    static String ofDecoder() {
        return Stream.of(
                        Decoder.class,
                        Thumbnails.class,
                        WebPImageReaderSpi.class,
                        ImageReaderBase.class,
                        Directory.class,
                        ImageUtil.class,
                        SubStream.class,
                        Validate.class)
                .map(ClassPath::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException noPlace) {
            throw new IllegalStateException(noPlace);
        }
    }
}
