package dev.kith.client.people;

import java.util.regex.Pattern;

/** Numbers as people write them, beside the one spelling that the server gives. */
public final class Numbers {
    private static final Pattern READABLE = Pattern.compile("[\\s\\u00a0().\\-/\\u2010-\\u2015]+");
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+\\d+");
    private static final Pattern NATIONAL = Pattern.compile("0*(\\d+)");

    /** Of no country is a number shorter than this the whole one. */
    private static final int SHORTEST = 7;

    private static final int LONGEST_COUNTRY = 3;

    private Numbers() {}

    /** Without what only makes it readable, so that a space more is no other number. */
    public static String plain(String written) {
        var plain = READABLE.matcher(written.trim().replace("(0)", "")).replaceAll("");
        return plain.startsWith("00") ? "+" + plain.substring(2) : plain;
    }

    /** The end of an address, which every spelling of it has. */
    public static String ending(String address) {
        return address.substring(Math.max(0, address.length() - SHORTEST));
    }

    /**
     * Whether a plain number, of whatever country it is meant, may be this address. Of a national one that is so for each country
     * that has it, so only of addresses that are known to be in the book.
     */
    public static boolean mayBe(String plain, String address) {
        if (plain.equals(address)) {
            return true;
        }
        var national = NATIONAL.matcher(plain);
        if (!national.matches() || !INTERNATIONAL.matcher(address).matches()) {
            return false;
        }
        var digits = national.group(1);
        int country = address.length() - 1 - digits.length();
        return digits.length() >= SHORTEST && country >= 1 && country <= LONGEST_COUNTRY && address.endsWith(digits);
    }

    /** Whether both may be one number: then taking away the one would take away the other. */
    public static boolean mayBeOne(String plain, String other) {
        return mayBe(plain, other) || mayBe(other, plain) || national(plain).equals(national(other));
    }

    private static String national(String plain) {
        var national = NATIONAL.matcher(plain);
        return national.matches() ? national.group(1) : plain;
    }
}
