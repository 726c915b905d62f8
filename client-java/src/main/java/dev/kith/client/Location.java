package dev.kith.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place on the earth. It travels as a message of type {@value #TYPE}, whose text is a {@code geo:} URI (RFC 5870), so that a client
 * that knows nothing of it shows something that can be opened.
 *
 * @param latitude in degrees, north of the equator
 * @param longitude in degrees, east of Greenwich
 * @param name what people call it; may be empty
 * @param preview URL of a picture of it, such as one from {@link FileTransfers#upload}; may be empty
 */
public record Location(double latitude, double longitude, String name, String preview) {
    /** Of messages that carry one. */
    public static final String TYPE = "location";

    private static final String NAME = "name";
    private static final String PREVIEW = "preview";

    /** About a centimetre. */
    private static final int DIGITS = 7;

    private static final Pattern URI =
            Pattern.compile("geo:(-?\\d{1,2}(?:\\.\\d{1,15})?),(-?\\d{1,3}(?:\\.\\d{1,15})?)(?:[,;].*)?");

    public Location {
        if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) {
            throw new IllegalArgumentException("nowhere on the earth: " + latitude + ", " + longitude);
        }
    }

    public static Location at(double latitude, double longitude) {
        return new Location(latitude, longitude, "", "");
    }

    public Location withName(String newName) {
        return new Location(latitude, longitude, newName, preview);
    }

    public Location withPreview(String url) {
        return new Location(latitude, longitude, name, url);
    }

    /** Empty: the message carries none, or none that can be read. */
    static Optional<Location> of(Message message) {
        var uri = URI.matcher(message.asText().orElse(""));
        if (!message.params().type().equals(TYPE) || !uri.matches()) {
            return Optional.empty();
        }
        double latitude = Double.parseDouble(uri.group(1));
        double longitude = Double.parseDouble(uri.group(2));
        if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) {
            return Optional.empty();
        }
        var said = message.params().properties();
        return Optional.of(
                new Location(latitude, longitude, said.getOrDefault(NAME, ""), said.getOrDefault(PREVIEW, "")));
    }

    String text() {
        return "geo:" + plain(latitude) + "," + plain(longitude);
    }

    MessageParams in(MessageParams params) {
        return params.withType(TYPE)
                .withProperty(NAME, name.isEmpty() ? null : name)
                .withProperty(PREVIEW, preview.isEmpty() ? null : preview);
    }

    private static boolean isWithin(double degrees, double most) {
        return Math.abs(degrees) <= most;
    }

    private static String plain(double degrees) {
        return new BigDecimal(degrees)
                .setScale(DIGITS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
