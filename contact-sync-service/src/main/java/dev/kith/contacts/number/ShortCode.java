package dev.kith.contacts.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Codes that are dialled as numbers are and are none.
final class ShortCode {
    /// Codes for the network itself: *100#, **21*...#, #31#...
    private static final Pattern SERVICE_CODE = Pattern.compile("\\s*+[*#][\\p{Nd}*#+\\p{Z}\\s]*+");

    private static final int LONGEST_SHORT_CODE = 6;

    private ShortCode() {}

    static boolean is(String given, @Nullable String region) {
        if (SERVICE_CODE.matcher(given).matches()) {
            return true;
        }
        long digits = given.codePoints().filter(Character::isDigit).count();
        if (digits == 0 || digits > LONGEST_SHORT_CODE || region == null || given.contains("+")) {
            return false;
        }
        try {
            var number = PhoneNumberUtil.getInstance().parse(given, region);
            return ShortNumberInfo.getInstance().isValidShortNumberForRegion(number, region);
        } catch (NumberParseException none) {
            return false;
        }
    }
}
