package dev.kith.kit.address;

/// What a given text is as an address.
public sealed interface Address {
    /// Longest canonical address, in code points.
    int LONGEST = 63;

    /// A telephone number.
    ///
    /// @param canonical E.164, with the plus
    record Telephone(String canonical) implements Address {}

    /// Any other address: an e-mail, a name, an id of the app.
    ///
    /// @param canonical stripped, case-folded, NFC
    record Opaque(String canonical) implements Address {}

    /// No address at all.
    record Invalid(Fault fault) implements Address {}

    /// Why a text is no address.
    enum Fault {
        EMPTY("empty", "It is empty."),
        TOO_LONG("too-long", "It is longer than 63 characters."),
        BAD_CHARACTER("bad-character", "It has control or invisible characters."),
        UNKNOWN_REGION("unknown-region", "The region is not an ISO 3166 code of two letters that has telephones."),
        REGION_NEEDED("region-needed", "A national number needs a region; or begin it with + and the country code."),
        NOT_A_NUMBER("not-a-number", "It is not a telephone number."),
        NUMBER_TOO_SHORT("number-too-short", "It is too short for a telephone number there."),
        NUMBER_TOO_LONG("number-too-long", "It is too long for a telephone number."),
        NO_SUCH_NUMBER("no-such-number", "No telephone number there looks like this."),
        EXTENSION("extension", "An extension reaches nobody by itself.");

        private final String slug;
        private final String detail;

        Fault(String slug, String detail) {
            this.slug = slug;
            this.detail = detail;
        }

        /// The stable public name.
        public String slug() {
            return slug;
        }

        /// One sentence for people.
        public String detail() {
            return detail;
        }

        /// Whether the text was meant as a telephone number, so that the answer is `invalid-number`.
        public boolean ofNumber() {
            return compareTo(UNKNOWN_REGION) >= 0;
        }
    }
}
