package dev.kith.phonebook;

import org.jspecify.annotations.Nullable;

/**
 * What was recognised.
 *
 * @param version of the vCard format, as the first card says
 * @param encoding of the text, such as {@code UTF-8}
 * @param separator of the cells of a table
 */
public record FileFormat(
        Kind kind,
        @Nullable String version,
        String encoding,
        @Nullable Character separator) {
    /** The two formats that phone books are exported in. */
    public enum Kind {
        VCARD("vCard"),
        CSV("CSV");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
