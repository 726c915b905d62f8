package dev.kith.media.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-19, 10, 10",
        "bytes=90-, 90, 10",
        "bytes=90-1000, 90, 10",
        "bytes=-10, 90, 10",
        "bytes=-1000, 0, 100",
        "bytes=99-999999999999999999, 99, 1"
    })
    void isAPartOfAHundredBytes(String header, long from, long count) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Part(from, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,5-6",
                "lines=1-2",
                "bytes=a-b",
                "bytes=0-9999999999999999999"
            })
    void isAllForWhatItNeedNotUnderstand(String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void isNowhereBehindTheEnd(String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange.Nowhere());
    }

    @Test
    void hasNoPartOfNothing() {
        assertThat(ByteRange.of("bytes=-5", 0)).isEqualTo(new ByteRange.Nowhere());
    }
}
