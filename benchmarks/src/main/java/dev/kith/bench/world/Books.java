package dev.kith.bench.world;

import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The phone books of a population: whose they are, how large, and who is in them. The same every time.
///
/// Owners are spread evenly over the users. Sizes have a long tail: half of the books have up to 150 entries, a few
/// 5,000 (log-normal, its spread chosen so that the mean is 220). Three entries of ten are users, the earlier ones more
/// often than the later, so that some stand in thousands of books and most in a few. Some numbers that are nobody's are
/// in 10,000 books each: whoever signs up with one has many to be told.
record Books(Population population, int count) {
    static final int MEDIAN = 150;
    static final int LARGEST = 5_000;

    /// Numbers of nobody that many hold.
    static final int POPULAR = 16;

    static final int HOLDERS = 10_000;

    /// Mean 220: exp(spread² / 2) = 220 / 150.
    private static final double SPREAD = 0.875;

    private static final int USERS_PERCENT = 30;
    private static final long SEED = 0x6b697468;
    // A prime beyond any number of books, so that steps of its width come past each book once.
    private static final long STRIDE = 1_000_000_007L;

    Books {
        if (count < 1 || count > population.size()) {
            throw new IllegalArgumentException("between 1 and " + population.size() + " books, not " + count);
        }
    }

    /// Which user owns this book.
    int owner(int book) {
        return (int) ((long) book * population.size() / count);
    }

    /// Entries, those with popular numbers not counted.
    int size(int book) {
        return Math.clamp(Math.round(MEDIAN * Math.exp(SPREAD * random(book).nextGaussian())), 1, LARGEST);
    }

    /// How many books hold each popular number.
    int holders() {
        return Math.min(count, HOLDERS);
    }

    /// Whether this book holds this popular number: the first steps of a walk past all books, another for each number.
    boolean holds(int book, int popular) {
        long step = ((long) book * (STRIDE % count) + (long) popular * (count / POPULAR)) % count;
        return step < holders();
    }

    /// How many of the entries are users.
    int users(int book) {
        return Math.min(size(book) * USERS_PERCENT / 100, population.size() / 2);
    }

    /// Who is in this book: users by their number, strangers as `~number`.
    int[] people(int book) {
        var random = random(book);
        random.nextGaussian(); // the size
        int size = size(book);
        var people = IntStream.builder();
        var seen = new HashSet<Integer>(2 * size);
        for (int user = users(book); user > 0; ) {
            double place = random.nextDouble();
            int number = (int) (place * place * population.size());
            // Nobody is in the own book.
            if (number != owner(book) && seen.add(number)) {
                people.add(number);
                user--;
            }
        }
        for (int stranger = size - seen.size(); stranger > 0; ) {
            int number = ~random.nextInt(POPULAR, Population.strangers());
            if (seen.add(number)) {
                people.add(number);
                stranger--;
            }
        }
        IntStream.range(0, POPULAR).filter(popular -> holds(book, popular)).forEach(popular -> people.add(~popular));
        return people.build().toArray();
    }

    /// Entries of all books.
    long entries() {
        long entries = (long) POPULAR * holders();
        for (int book = 0; book < count; book++) {
            entries += size(book);
        }
        return entries;
    }

    private static SplittableRandom random(int book) {
        return new SplittableRandom(SEED + book);
    }
}
