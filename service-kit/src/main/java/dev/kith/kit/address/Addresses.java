package dev.kith.kit.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.kith.kit.address.Address.Fault;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Brings addresses into their one canonical form.
///
/// A text of digits and the marks that people write between them is a telephone number and has to be a valid one, by
/// libphonenumber; one that its numbering plan has moved is what it is today. Anything else is taken as it is,
/// stripped, case-folded and in NFC. A canonical address is its own canonical form. Thread-safe; the first call loads
/// the numbering plans (0.2 s), later ones take microseconds.
public final class Addresses {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /// Controls, invisible marks, unassigned and broken characters: two addresses that look alike must be alike.
    private static final Pattern BAD = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /// No text that can still be an address is longer, spaces between digits included.
    private static final int LONGEST_GIVEN = 256;

    private Addresses() {}

    /// The address that a text is, or why it is none.
    ///
    /// @param region of national numbers, ISO 3166 alpha-2; null: only international ones can be read
    public static Address canonical(String given, @Nullable String region) {
        if (given.length() > LONGEST_GIVEN) {
            return new Address.Invalid(Fault.TOO_LONG);
        }
        if (NumberText.hasExtension(given)) {
            return new Address.Invalid(Fault.EXTENSION);
        }
        return NumberText.isNumber(given) ? number(given, region) : opaque(given);
    }

    /// For a text that can only be meant as a telephone number.
    public static Address number(String given, @Nullable String region) {
        if (region != null && !isRegion(region)) {
            return new Address.Invalid(Fault.UNKNOWN_REGION);
        }
        if (NumberText.hasExtension(given)) {
            return new Address.Invalid(Fault.EXTENSION);
        }
        var text = NumberText.plain(given);
        var read = read(text, region);
        return read instanceof Address.Telephone
                ? read
                : otherwise(text, region).orElse(read);
    }

    /// Looks for a number in what else the text can mean.
    private static Optional<Address> otherwise(String text, @Nullable String region) {
        return NumberText.otherReadings(text).stream()
                .map(reading -> read(reading, region))
                .filter(Address.Telephone.class::isInstance)
                .findFirst();
    }

    private static Address read(String text, @Nullable String region) {
        try {
            // The parser takes letters for digits (1-800-FLOWERS); a text with letters was sorted out before.
            var number = NUMBERS.parse(text, region);
            if (number.hasExtension()) {
                return new Address.Invalid(Fault.EXTENSION);
            }
            return RenumberedNumbers.today(number)
                    .<Address>map(Addresses::telephone)
                    .orElseGet(() -> asWritten(number));
        } catch (NumberParseException refused) {
            return new Address.Invalid(fault(refused, region));
        }
    }

    private static Address asWritten(PhoneNumber number) {
        return switch (NUMBERS.isPossibleNumberWithReason(number)) {
            case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> new Address.Invalid(Fault.NUMBER_TOO_SHORT);
            case TOO_LONG -> new Address.Invalid(Fault.NUMBER_TOO_LONG);
            case INVALID_COUNTRY_CODE, INVALID_LENGTH -> new Address.Invalid(Fault.NO_SUCH_NUMBER);
            case IS_POSSIBLE ->
                NUMBERS.isValidNumber(number) ? telephone(number) : new Address.Invalid(Fault.NO_SUCH_NUMBER);
        };
    }

    private static Address telephone(PhoneNumber number) {
        return new Address.Telephone(NUMBERS.format(number, PhoneNumberFormat.E164));
    }

    /// Whether telephone numbers can be national there: an ISO 3166 alpha-2 code in capitals.
    public static boolean isRegion(String region) {
        return NUMBERS.getSupportedRegions().contains(region);
    }

    private static Fault fault(NumberParseException refused, @Nullable String region) {
        return switch (refused.getErrorType()) {
            case INVALID_COUNTRY_CODE -> region == null ? Fault.REGION_NEEDED : Fault.NO_SUCH_NUMBER;
            case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> Fault.NUMBER_TOO_SHORT;
            case TOO_LONG -> Fault.NUMBER_TOO_LONG;
            case NOT_A_NUMBER -> Fault.NOT_A_NUMBER;
        };
    }

    private static Address opaque(String given) {
        var stripped = Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (stripped.isEmpty()) {
            return new Address.Invalid(Fault.EMPTY);
        }
        if (BAD.matcher(stripped).find()) {
            return new Address.Invalid(Fault.BAD_CHARACTER);
        }
        var folded = fold(stripped);
        return folded.codePointCount(0, folded.length()) > Address.LONGEST
                ? new Address.Invalid(Fault.TOO_LONG)
                : new Address.Opaque(folded);
    }

    /// From small letters through capitals and back, so that letters with several small forms meet: the two sigmas, and
    /// sharp s and ss. From small ones, because the capital sharp s is its own capital.
    private static String fold(String text) {
        var folded = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
