package dev.kith.bench.world;

/// Who exists and who does not: users 0 to size - 1 with a number and a uid each, and as many strangers' numbers as are
/// wanted. The same every time, and distinct: the number is a permutation of the index.
///
/// The numbers are German mobile ones that libphonenumber takes for valid. No range of numbers that belong to nobody is
/// large enough, so some may be somebody's: they are only stored, in the directory of a benchmark's own app.
public record Population(int size, long firstUid) {
    /// Uids from here on are nobody's: auth-service counts from 1.
    public static final long LOWEST_UID = 1_000_000_000L;

    public static final int LARGEST = 40_000_000;

    private static final int STRANGERS = 50_000_000;
    private static final long NUMBERS = 100_000_000L;
    // Has no factor with the count of numbers in common, so that no two indices meet.
    private static final long STRIDE = 61_803_399L;
    private static final String PREFIX = "+49151";

    public long uid(int user) {
        return firstUid + user;
    }

    /// The number of a user in E.164.
    public String user(int index) {
        return spelled(index);
    }

    /// A number that no user has.
    public String stranger(int index) {
        return spelled(STRANGERS + index);
    }

    /// The number of a user, or of a stranger given as `~index`.
    String number(int person) {
        return person < 0 ? stranger(~person) : user(person);
    }

    public static int strangers() {
        return (int) NUMBERS - STRANGERS;
    }

    private static String spelled(int index) {
        long subscriber = (index * STRIDE + 7) % NUMBERS;
        var digits = Long.toString(NUMBERS + subscriber);
        return PREFIX + digits.substring(1);
    }
}
