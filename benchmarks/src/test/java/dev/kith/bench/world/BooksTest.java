package dev.kith.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BooksTest {
    private final Books books = new Books(new Population(1_000_000, Population.LOWEST_UID), 91_000);

    @Test
    void hasTwentyMillionEntriesInTheBooksOfAMillionUsers() {
        assertThat(books.entries()).isBetween(19_000_000L, 21_000_000L);
    }

    @Test
    void hasSizesWithALongTailAroundTheirMedian() {
        var sizes = IntStream.range(0, books.count()).map(books::size).sorted().toArray();

        assertThat(sizes[sizes.length / 2]).isBetween(140, 160);
        assertThat(sizes[sizes.length - 1]).isBetween(3_000, Books.LARGEST);
        assertThat(sizes[0]).isPositive();
    }

    @Test
    void hasThreeUsersAmongTenEntriesAndNobodyTwice() {
        for (int book = 0; book < 200; book++) {
            var people = books.people(book);
            long users = Arrays.stream(people).filter(person -> person >= 0).count();

            assertThat(users).isEqualTo(books.size(book) * 30L / 100);
            assertThat(people).doesNotHaveDuplicates().doesNotContain(books.owner(book));
        }
    }

    @Test
    void holdsEachPopularNumberInExactlySoManyBooks() {
        for (int popular = 0; popular < Books.POPULAR; popular++) {
            int number = popular;
            assertThat(IntStream.range(0, books.count()).filter(book -> books.holds(book, number)))
                    .hasSize(Books.HOLDERS);
        }
    }

    @Test
    void knowsUsersWhomThousandsHold() {
        var small = new Books(new Population(20_000, Population.LOWEST_UID), 2_000);
        var holders = new int[20_000];
        IntStream.range(0, small.count())
                .flatMap(book -> Arrays.stream(small.people(book)))
                .filter(person -> person >= 0)
                .forEach(user -> holders[user]++);

        assertThat(Arrays.stream(holders).max().orElseThrow()).isGreaterThan(20 * median(holders));
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(books.people(17)).isEqualTo(new Books(books.population(), 91_000).people(17));
    }

    private static int median(int[] counts) {
        return Arrays.stream(counts)
                .sorted()
                .skip(counts.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
