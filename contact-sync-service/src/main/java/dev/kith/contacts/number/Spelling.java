package dev.kith.contacts.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How numbers are written that are not to be called as they are.
final class Spelling {
    /// Enough digits for a number, then a mark, then a few more digits: "+49 30 123456 ext. 12", "030 123456 x12".
    static final Pattern EXTENSION = Pattern.compile("(?iu)\\s*[+(]?\\p{Nd}[\\p{Nd}\\p{Z}()./\\p{Pd}]{4,}[,;]?\\p{Z}*"
            + "(?:ext(?:n|ension)?|x|int|anexo|доб)\\b[.:=]?\\p{Z}*\\p{Nd}{1,7}\\s*"
            + "|\\s*[+(]?\\p{Nd}[\\p{Nd}\\p{Z}()./\\p{Pd}]{4,}(?:x|;ext=)\\p{Nd}{1,7}\\s*");

    /// Codes for the network itself: *100#, **21*...#, #31#...
    private static final Pattern SERVICE_CODE = Pattern.compile("\\s*[*#][\\p{Nd}*#+\\p{Z}]*\\s*");

    private static final int LONGEST_SHORT_CODE = 6;

    private Spelling() {}

    static boolean isShortCode(String given, @Nullable String region) {
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
