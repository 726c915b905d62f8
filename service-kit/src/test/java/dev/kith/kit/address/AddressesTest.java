package dev.kith.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.address.Address.Fault;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "+49 30 901820, DE",
        "030 90 18 20, DE",
        "(030) 90-18-20, DE",
        "030/901820, DE",
        "0049 30 901820, DE",
        "011 49 30 901820, US",
        "tel:+49-30-901820, US",
        "+49 (0) 30 901820, FR",
        "\u202a+49 30 901820\u202c, US",
        "\uff0b\uff14\uff19 30 901820, US",
        "\u0660\u0663\u0660 901820, DE",
    })
    void bringsEverySpellingOfANumberToOneForm(String given, String region) {
        assertThat(Addresses.canonical(given, region)).isEqualTo(new Address.Telephone("+4930901820"));
    }

    @ParameterizedTest
    @CsvSource({
        "112, DE, NUMBER_TOO_SHORT",
        "1, DE, NOT_A_NUMBER",
        "+49 30 90182 00000 00000 0000, DE, NUMBER_TOO_LONG",
        "+1 555 0100, US, NUMBER_TOO_SHORT",
        "+999 123456, DE, NO_SUCH_NUMBER",
        "+1 200 000 0000, US, NO_SUCH_NUMBER",
        "030 901820, ZZ, UNKNOWN_REGION",
        "030 901820, de, UNKNOWN_REGION",
        "#, DE, OPAQUE",
    })
    void namesTheFaultOfANumberThatCannotExist(String given, String region, String fault) {
        var expected = fault.equals("OPAQUE") ? new Address.Opaque(given) : new Address.Invalid(Fault.valueOf(fault));

        assertThat(Addresses.canonical(given, region)).isEqualTo(expected);
    }

    @Test
    void needsARegionForANationalNumberOnly() {
        assertThat(Addresses.canonical("030 901820", null)).isEqualTo(new Address.Invalid(Fault.REGION_NEEDED));
        assertThat(Addresses.canonical("+4930901820", null)).isEqualTo(new Address.Telephone("+4930901820"));
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.ORG, ada@example.org",
        "'  ada ', ada",
        "STRASSE@x.de, strasse@x.de",
        "Stra\u00dfe@x.de, strasse@x.de",
        "STRA\u1e9eE@x.de, strasse@x.de",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
        "\u03bf\u03b4\u03bf\u03c3, \u03bf\u03b4\u03bf\u03c2",
        "Ame\u0301lie, am\u00e9lie",
        "user-42, user-42",
    })
    void foldsOtherAddresses(String given, String canonical) {
        assertThat(Addresses.canonical(given, "DE")).isEqualTo(new Address.Opaque(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stra\u00dfe",
                "\u0130stanbul",
                "\u0149",
                "\ufb03",
                "\u03bf\u03b4\u03bf\u03c3 \u03a3",
                "+4930901820"
            })
    void leavesACanonicalAddressAsItIs(String given) {
        var once = text(Addresses.canonical(given, "DE"));

        assertThat(text(Addresses.canonical(once, "DE"))).isEqualTo(once);
    }

    @Test
    void leavesACanonicalAddressAsItIsWhateverItsLetters() {
        var changed = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .mapToObj(letter -> "a" + Character.toString(letter) + "b")
                .filter(given -> Addresses.canonical(given, "DE") instanceof Address.Opaque once
                        && !once.equals(Addresses.canonical(once.canonical(), "DE")))
                .toList();

        assertThat(changed).isEmpty();
    }

    @Test
    void refusesWhatNoAddressMayHave() {
        assertThat(Addresses.canonical("  ", "DE")).isEqualTo(new Address.Invalid(Fault.EMPTY));
        assertThat(Addresses.canonical("a\u0000b", "DE")).isEqualTo(new Address.Invalid(Fault.BAD_CHARACTER));
        assertThat(Addresses.canonical("a\u200bb", "DE")).isEqualTo(new Address.Invalid(Fault.BAD_CHARACTER));
        assertThat(Addresses.canonical("a\ud800b", "DE")).isEqualTo(new Address.Invalid(Fault.BAD_CHARACTER));
        assertThat(Addresses.canonical("x".repeat(64), "DE")).isEqualTo(new Address.Invalid(Fault.TOO_LONG));
        assertThat(Addresses.canonical("x".repeat(63), "DE")).isEqualTo(new Address.Opaque("x".repeat(63)));
        assertThat(Addresses.canonical("9".repeat(300), "DE")).isEqualTo(new Address.Invalid(Fault.TOO_LONG));
    }

    private static String text(Address address) {
        return switch (address) {
            case Address.Telephone number -> number.canonical();
            case Address.Opaque opaque -> opaque.canonical();
            case Address.Invalid invalid -> throw new AssertionError(invalid.fault());
        };
    }
}
