package dev.kith.kit.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kit.address.Address.Fault;
import dev.kith.kit.address.Address.Invalid;
import dev.kith.kit.address.Address.Telephone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How people write numbers where they live, and how they write those of other countries.
class NationalHabitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DE | 030 901820                  | +4930901820
            DE | 49 30 901820                | +4930901820
            DE | +49 (0) 30 901820           | +4930901820
            FR | 0049 (0) 30 901820          | +4930901820
            FR | 0049 (0)30 901820           | +4930901820
            PT | +49 030 901820              | +4930901820
            JP | 010 49 30 901820            | +4930901820
            RU | 8 10 49 30 901820           | +4930901820
            RU | 810 49 30 901820            | +4930901820
            US | 011 49 30 901820            | +4930901820
            US | 0049 30 901820              | +4930901820
            US | 00 49 (0) 30 901820         | +4930901820
            RU | 0049 30 901820              | +4930901820
            JP | 0049 30 901820              | +4930901820
               | 0049 30 901820              | +4930901820
            EG | ٠٠٤٩ ٣٠ ٩٠١٨٢٠              | +4930901820
            IR | ۰۰۴۹۳۰۹۰۱۸۲۰                | +4930901820
               | tel:+49-30-901820;isub=1    | +4930901820
            DE | tel:030-901820              | +4930901820
            DE | TEL:030-901820              | +4930901820
               | tel:901820;phone-context=+49-30 | +4930901820
            AT | 0664 1234567                | +436641234567
            DE | +43 (0) 664 1234567         | +436641234567
            CH | 044 668 18 00               | +41446681800
            DE | +41 (0)44 668 18 00         | +41446681800
            FR | 06.12.34.56.78              | +33612345678
            BE | +33 (0) 6 12 34 56 78       | +33612345678
            BE | 0470/12.34.56               | +32470123456
            NL | 06-12345678                 | +31612345678
            DE | +31 (0)6 12345678           | +31612345678
            IT | 02 3661 8300                | +390236618300
            DE | 0039 02 36618300            | +390236618300
            DE | +39 (02) 36618300           | +390236618300
            DE | +39 (0) 2 36618300          | +390236618300
            IT | 348 123 4567                | +393481234567
            DE | +39 (0) 348 123 4567        | +393481234567
            GB | 020 7031 3000               | +442070313000
            DE | +44 (0) 20 7031 3000        | +442070313000
            US | 011 44 20 7031 3000         | +442070313000
            SE | 070-123 45 67               | +46701234567
            DE | +46 (0)70 123 45 67         | +46701234567
            PL | 22 123 45 67                | +48221234567
            DE | +48 (0) 22 123 45 67        | +48221234567
            CZ | +420 (0) 601 123 456        | +420601123456
            GR | +30 (0) 210 123 4567        | +302101234567
            PT | +351 (0) 21 123 4567        | +351211234567
            HU | 06 30 123 4567              | +36301234567
            DE | +36 06 30 123 4567          | +36301234567
            LT | 8 612 34567                 | +37061234567
            LT | 0 612 34567                 | +37061234567
            DE | +370 8 612 34567            | +37061234567
            RU | 8 (495) 123-45-67           | +74951234567
            DE | +7 (8) 495 123 45 67        | +74951234567
            TR | 0532 123 45 67              | +905321234567
            DE | +90 0532 123 45 67          | +905321234567
            US | (650) 253-0000              | +16502530000
            US | 1.650.253.0000              | +16502530000
            MX | 00 1 650 253 0000           | +16502530000
            AU | 0011 44 20 7031 3000        | +442070313000
            GB | 0061 2 9374 4000            | +61293744000
            AU | (02) 9374 4000              | +61293744000
            HK | 001 65 6521 8000            | +6565218000
            IN | 098765 43210                | +919876543210
            AE | 0091 98765 43210            | +919876543210
            IN | +91 098765-43210            | +919876543210
            CN | 010 6552 9988               | +861065529988
            US | +86 0 10 6552 9988          | +861065529988
            JP | ０３－３５７０－５６５６              | +81335705656
               | ＋８１（０）３ー３５７０ー５６５６         | +81335705656
               | ＋８１　３　３５７０　５６５６           | +81335705656
            US | +82 (0)2-2287-0114          | +82222870114
            BR | (11) 98765-4321             | +5511987654321
            BR | 0 15 11 98765-4321          | +5511987654321
            PT | 0055 11 98765 4321          | +5511987654321
            AR | 011 15 2345-6789            | +5491123456789
            ID | 0812 3456 7890              | +6281234567890
            EG | 0100 123 4567               | +201001234567
            ZA | 082 123 4567                | +27821234567
            NG | 0803 123 4567               | +2348031234567
            KE | 0712 345678                 | +254712345678
            SA | +966 0 50 123 4567          | +966501234567
            IR | 0912 345 6789               | +989123456789
            """)
    void readsANumberAsItIsWrittenThere(String region, String given, String canonical) {
        assertThat(Addresses.canonical(given, region)).isEqualTo(new Telephone(canonical));
    }

    @Test
    void passesOverMarksThatCannotBeSeen() {
        assertThat(Addresses.canonical("\u202a+49\u200e30\u200f901820\u202c", null))
                .isEqualTo(new Telephone("+4930901820"));
        assertThat(Addresses.canonical("+49\u206030\u00b7901820", null)).isEqualTo(new Telephone("+4930901820"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DE | +49 30 1234567 ext. 12
            DE | +49 30 1234567 (ext 12)
            DE | 030 1234567 Durchwahl 12
            DE | 030 1234567 DW: 12
            US | 650-253-0000 x123
            US | 650-253-0000x123
            US | tel:+1-650-253-0000;ext=123
            US | (650) 253-0000 extension 123
            FR | 01 23 45 67 89 poste 12
            BR | (11) 3765-4321 ramal 12
            IT | 02 36618300 int. 12
            RU | 8 (495) 123-45-67 доб. 12
            JP | 03-3570-5656 内線12
            CN | 010 6552 9988 分机 12
            DE | 030 1234567,,12
            DE | 030 1234567;12
            DE | 030 1234567 #12
            DE | 030 1234567*12
            DE | 030 1234567~12
            """)
    void refusesAnExtension(String region, String given) {
        assertThat(Addresses.canonical(given, region)).isEqualTo(new Invalid(Fault.EXTENSION));
        assertThat(Addresses.number(given, region)).isEqualTo(new Invalid(Fault.EXTENSION));
    }

    @ParameterizedTest
    @CsvSource({
        "tel:1-800-FLOWERS, tel:1-800-flowers",
        "0800 FLOWERS, 0800 flowers",
        "ada-12, ada-12",
        "12 angry men, 12 angry men"
    })
    void takesNoLettersForDigits(String given, String canonical) {
        assertThat(Addresses.canonical(given, "US")).isEqualTo(new Address.Opaque(canonical));
    }
}
