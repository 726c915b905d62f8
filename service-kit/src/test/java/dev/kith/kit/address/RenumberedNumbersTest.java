package dev.kith.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.kith.kit.address.Address.Telephone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Old and new forms of one number lead to the same address, which is today's.
class RenumberedNumbersTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int TRIES = 40;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            +52 1 55 1234 5678       |    | +525512345678
            +52 55 1234 5678         |    | +525512345678
            044 55 1234 5678         | MX | +525512345678
            045 55 1234 5678         | MX | +525512345678
            01 55 1234 5678          | MX | +525512345678
            1 55 1234 5678           | MX | +525512345678
            +54 11 15 2345 6789      |    | +5491123456789
            +54 9 11 15 2345 6789    |    | +5491123456789
            +54 9 11 2345 6789       |    | +5491123456789
            +54 9 341 15 234 5678    |    | +5493412345678
            0341 15 234 5678         | AR | +5493412345678
            +54 9 2966 15 41 2345    |    | +5492966412345
            +55 11 8765 4321         |    | +5511987654321
            +55 84 9765 4321         |    | +5584997654321
            +55 61 6765 4321         |    | +5561967654321
            (11) 8765-4321           | BR | +5511987654321
            0 15 11 8765 4321        | BR | +5511987654321
            +57 1 234 5678           |    | +576012345678
            1 234 5678               | CO | +576012345678
            03 1 228 1260            | CO | +576012281260
            +84 162 123 4567         |    | +84321234567
            +84 169 123 4567         |    | +84391234567
            0120 123 4567            | VN | +84701234567
            0121 123 4567            | VN | +84791234567
            0122 123 4567            | VN | +84771234567
            0123 123 4567            | VN | +84831234567
            0124 123 4567            | VN | +84841234567
            0125 123 4567            | VN | +84851234567
            0126 123 4567            | VN | +84761234567
            0127 123 4567            | VN | +84811234567
            0128 123 4567            | VN | +84781234567
            0129 123 4567            | VN | +84821234567
            0186 123 4567            | VN | +84561234567
            0188 123 4567            | VN | +84581234567
            0199 123 4567            | VN | +84591234567
            +225 07 12 34 56         |    | +2250707123456
            +225 45 12 34 56         |    | +2250545123456
            +225 02 12 34 56         |    | +2250102123456
            +225 20 30 12 34         |    | +2252720301234
            +225 21 00 12 34         |    | +2252521001234
            +225 21 25 45 67         |    | +2252721254567
            +225 20 80 12 34         |    | +2252120801234
            07 12 34 56              | CI | +2250707123456
            +229 97 12 34 56         |    | +2290197123456
            21 12 34 56              | BJ | +2290121123456
            +234 9 461 7000          |    | +2342094617000
            01 463 0643              | NG | +2342014630643
            +237 77 12 34 56         |    | +237677123456
            99 12 34 56              | CM | +237699123456
            +237 22 12 34 56         |    | +237222123456
            +241 07 12 34 56         |    | +24177123456
            +241 7 12 34 56          |    | +24177123456
            077 12 34 56             | GA | +24177123456
            07 12 34 56              | GA | +24177123456
            06 12 34 56              | GA | +24166123456
            02 12 34 56              | GA | +24162123456
            01 72 34 56              | GA | +24111723456
            +386 49 123 456          |    | +38349123456
            09 8123 4567             | CL | +56981234567
            """)
    void bringsOldAndNewFormsTogether(String given, String region, String canonical) {
        assertThat(Addresses.canonical(given, region)).isEqualTo(new Telephone(canonical));
    }

    @ParameterizedTest
    @CsvSource({
        "+551177654321, a trunked radio keeps eight digits",
        "+551137654321, a fixed line",
        "+541123456789, a fixed line: without 9 or 15 nobody can tell",
        "+84838251234, a mobile: what Ho Chi Minh City once had is given out again",
        "+37744123456, of Monaco: nobody can tell from when",
        "+38643123456, of Slovenia",
        "+22650123456, a mobile of Burkina Faso: fixed lines left the range",
    })
    void leavesANumberThatCanBeSomebodyElses(String number, String why) {
        assertThat(Addresses.canonical(number, null)).as(why).isEqualTo(new Telephone(number));
    }

    @Test
    void namesASourceForEachLine() {
        assertThat(RenumberedNumbers.all()).hasSizeGreaterThan(30).allSatisfy(move -> {
            assertThat(move.source()).isNotBlank();
            assertThat(move.since()).matches("(?:19|20)\\d\\d(?:-\\d\\d-\\d\\d)?");
        });
    }

    /// Numbers of every kind and country, and their neighbours.
    @Test
    void leavesACanonicalNumberAsItIsWhateverTheRegion() throws NumberParseException {
        var random = new Random(1);
        var checked = new ArrayList<String>();
        for (var region : NUMBERS.getSupportedRegions()) {
            for (var type : PhoneNumberType.values()) {
                for (var number : neighbours(NUMBERS.getExampleNumberForType(region, type), random)) {
                    if (Addresses.canonical(number, null) instanceof Telephone once) {
                        assertThat(Addresses.canonical(once.canonical(), region))
                                .isEqualTo(once);
                        assertThat(RenumberedNumbers.today(NUMBERS.parse(once.canonical(), null)))
                                .as("a number of today has not moved: " + once.canonical())
                                .isEmpty();
                        checked.add(once.canonical());
                    }
                }
            }
        }
        assertThat(checked).hasSizeGreaterThan(10_000);
    }

    private static List<String> neighbours(PhoneNumber example, Random random) {
        var numbers = new ArrayList<String>();
        for (int i = 0; example != null && i < TRIES; i++) {
            var digits = new StringBuilder(NUMBERS.format(example, PhoneNumberFormat.E164));
            for (int place = digits.length() - 1 - random.nextInt(7); place < digits.length(); place++) {
                digits.setCharAt(place, (char) ('0' + random.nextInt(10)));
            }
            numbers.add(digits.toString());
        }
        return numbers;
    }
}
