package dev.kith.bench.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.kith.bench.world.Population;
import org.junit.jupiter.api.Test;

class BookTest {
    private final Population population = new Population(100_000, Population.LOWEST_UID);
    private final Book book = Book.of(population, 1_000, 42);

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Book.of(population, 1_000, 42)).isEqualTo(book);
        assertThat(Book.of(population, 1_000, 43).canonical()).isNotEqualTo(book.canonical());
    }

    @Test
    void hasDistinctEntriesOfWhichThirtyPercentAreUsers() {
        assertThat(book.canonical()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(book.users()).hasSize(300);
        assertThat(book.users().keySet()).anyMatch(i -> i > 900);
    }

    @Test
    void knowsTheUidOfEachUser() {
        book.users().forEach((index, uid) -> {
            int user = (int) (uid - Population.LOWEST_UID);

            assertThat(book.canonical().get(index)).isEqualTo(population.user(user));
        });
    }

    @Test
    void writesEveryNumberInAWayThatIsReadAsTheCanonicalOne() throws NumberParseException {
        var numbers = PhoneNumberUtil.getInstance();
        for (int i = 0; i < 1_000; i++) {
            var read = numbers.parse(book.written().get(i), "DE");

            assertThat(numbers.format(read, PhoneNumberFormat.E164))
                    .isEqualTo(book.canonical().get(i));
        }
        assertThat(book.written()).anyMatch(w -> w.startsWith("0151 ")).anyMatch(w -> w.startsWith("(0151)"));
    }
}
