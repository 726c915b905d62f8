package dev.kith.contacts.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contacts.number.ReadAddress.Canonical;
import dev.kith.contacts.number.ReadAddress.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DE | 0151 12345678          | +4915112345678
            DE | (0151) 123-456 78      | +4915112345678
            DE | +49 (0) 151 12345678   | +4915112345678
            DE | 0049 151 12345678      | +4915112345678
            US | 011 49 151 12345678    | +4915112345678
            US | (650) 253-0000         | +16502530000
            US | 1-650-253-0000         | +16502530000
            US | 650.253.0000           | +16502530000
            GB | 020 7031 3000          | +442070313000
            IT | 02 3661 8300           | +390236618300
            FR | 06 12 34 56 78         | +33612345678
            MX | 044 55 1234 5678       | +525512345678
            CI | 07 12 34 56            | +2250707123456
            ES | tel:+34-612-345-678    | +34612345678
               | +49 151 12345678       | +4915112345678
               | Bob@Example.ORG        | bob@example.org
               | Team-7                 | team-7
               | STRASSE                | strasse
               | Straße                 | strasse
               | AME\u0301LIE@x.FR           | am\u00e9lie@x.fr
            """)
    void readsAnAddressIntoItsOneForm(String region, String given, String canonical) {
        assertThat(ReadAddress.of(given, region)).isEqualTo(new Canonical(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DE | ''                        | empty
            DE | '   '                     | empty
            DE | 112                       | short-code
            DE | 116117                    | short-code
            US | 911                       | short-code
            FR | 15                        | short-code
            CN | 10086                     | short-code
            EG | ١٢٢                       | short-code
            DE | '*31#0151 12345678'       | short-code
            DE | *100#                     | short-code
            DE | '**21*015112345678#'      | short-code
            DE | +49 30 1234567 ext. 12    | extension
            US | 650-253-0000 x123         | extension
            DE | 030 1234567;ext=5         | extension
            DE | 030 1234567,,5            | extension
            RU | 8 (495) 123-45-67 доб. 5  | extension
            DE | +49 1                     | number-too-short
            DE | +49 151 12345678901234567 | number-too-long
            DE | +999 12345678             | no-such-number
               | 0151 12345678             | region-needed
            DE | ---                       | not-an-address
            """)
    void refusesWithItsReason(String region, String given, String reason) {
        var read = ReadAddress.of(given, region);

        assertThat(read).isEqualTo(new Rejected(reason));
    }

    @Test
    void refusesAnEntryThatIsNull() {
        assertThat(ReadAddress.of(null, "DE")).isEqualTo(new Rejected("empty"));
    }

    @Test
    void knowsTheRegionOfANumber() {
        assertThat(ReadAddress.regionOf("+4915112345678")).isEqualTo("DE");
        assertThat(ReadAddress.regionOf("+390236618300")).isEqualTo("IT");
        assertThat(ReadAddress.regionOf("bob@example.org")).isNull();
    }
}
