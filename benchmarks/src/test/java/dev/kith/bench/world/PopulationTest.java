package dev.kith.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.HashSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final Population population = new Population(Population.LARGEST, Population.LOWEST_UID);

    @Test
    void makesNumbersThatAreValidAndCanonical() throws NumberParseException {
        for (int i = 0; i < 20_000; i++) {
            for (String number : new String[] {population.user(i * 2_000), population.stranger(i * 2_500)}) {
                var parsed = NUMBERS.parse(number, null);

                assertThat(NUMBERS.isValidNumber(parsed)).as(number).isTrue();
                assertThat(NUMBERS.format(parsed, PhoneNumberFormat.E164)).isEqualTo(number);
            }
        }
    }

    @Test
    void givesNoNumberTwice() {
        var numbers = new HashSet<String>();

        var all = Stream.concat(
                IntStream.range(0, 200_000).mapToObj(population::user),
                IntStream.range(0, 200_000).mapToObj(population::stranger));

        assertThat(all).allMatch(numbers::add);
    }

    @Test
    void keepsUidsWithinTheirRange() {
        var last = new Population(Population.LARGEST, Population.LOWEST_UID).uid(Population.LARGEST - 1);

        assertThat(last).isLessThan(1L << 31);
    }
}
