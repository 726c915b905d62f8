package dev.kith.cli.session;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Numbers in the one spelling that the server gives them. Only for this user's own display: the server alone decides
/// what a number is.
public final class Numbers {
    private Numbers() {}

    /// Two letters: where this number in E.164 belongs; empty for one that belongs to no region alone.
    public static Optional<String> region(String address) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            return Optional.ofNullable(numbers.getRegionCodeForNumber(numbers.parse(address, null)));
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    /// In E.164; empty for what is no valid number.
    ///
    /// @param region of a number without country code
    public static Optional<String> canonical(String given, @Nullable String region) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(given, region);
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }
}
