package dev.kith.cli.samples;

import java.util.List;
import java.util.Random;

/// Numbers that the regulators keep free for films and books, and that are nobody's. All of them are valid numbers.
///
/// Germany: Bundesnetzagentur, "Rufnummern für Drama-Nutzung". United Kingdom: Ofcom, telephone numbers for drama use;
/// without its mobile range, whose numbers are not valid. North America: 555-0100 to 555-0199 of every area. Australia:
/// ACMA. Sweden: PTS. France: ARCEP.
final class Ranges {
    private static final List<String> NORTH_AMERICAN_AREAS = List.of(
            "202", "206", "212", "213", "214", "215", "216", "303", "305", "312", "313", "404", "410", "412", "415",
            "416", "503", "504", "512", "514", "602", "604", "612", "615", "617", "619", "702", "713", "718", "801",
            "808", "901");
    private static final List<String> BRITISH_AREAS =
            List.of("113", "114", "116", "117", "118", "121", "131", "141", "151", "161");
    private static final List<String> FRENCH_RANGES = List.of("1 99 00", "2 61 91", "3 53 01", "4 65 71", "5 36 49");

    private Ranges() {}

    /// A number of this region, mostly.
    static Telephone around(String region, Random random) {
        int dice = random.nextInt(100);
        if (dice < 80) {
            return of(region, random);
        }
        return of(List.of("DE", "GB", "US", "AU", "SE", "FR").get(random.nextInt(6)), random);
    }

    static Telephone of(String region, Random random) {
        return switch (region) {
            case "DE" -> german(random);
            case "GB" -> british(random);
            case "US" -> american(random);
            case "AU" ->
                Telephone.of(
                        "61", "0", pick(random, "2", "3", "7", "8"), pick(random, "5550", "7010"), digits(random, 4));
            case "SE" -> swedish(random);
            case "FR" -> french(random);
            default -> throw new IllegalArgumentException(region);
        };
    }

    private static Telephone german(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Telephone.of("49", "0", "171", "39200" + digits(random, 2));
            case 1 -> Telephone.of("49", "0", "176", "040690" + digits(random, 2));
            case 2, 3 -> Telephone.of("49", "0", "30", "23125", digits(random, 3));
            case 4 -> Telephone.of("49", "0", "69", "90009", digits(random, 3));
            case 5 -> Telephone.of("49", "0", "40", "66969", digits(random, 3));
            case 6 -> Telephone.of("49", "0", "221", "4710", digits(random, 3));
            default -> Telephone.of("49", "0", "89", "99998", digits(random, 3));
        };
    }

    private static Telephone british(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Telephone.of("44", "0", "20", "7946", "0" + digits(random, 3));
            case 1 -> Telephone.of("44", "0", "29", "2018", "0" + digits(random, 3));
            default ->
                Telephone.of(
                        "44", "0", pick(random, BRITISH_AREAS.toArray(String[]::new)), "496", "0" + digits(random, 3));
        };
    }

    private static Telephone american(Random random) {
        var area = NORTH_AMERICAN_AREAS.get(random.nextInt(NORTH_AMERICAN_AREAS.size()));
        return Telephone.of("1", "1", area, "555", "01" + digits(random, 2));
    }

    private static Telephone swedish(Random random) {
        return random.nextBoolean()
                ? Telephone.of("46", "0", "70", "174", "06" + (10 + random.nextInt(90)))
                : Telephone.of("46", "0", "8", "465", "004", digits(random, 2));
    }

    private static Telephone french(Random random) {
        var range = FRENCH_RANGES.get(random.nextInt(FRENCH_RANGES.size())).split(" ", -1);
        return Telephone.of("33", "0", range[0], range[1], range[2], digits(random, 2), digits(random, 2));
    }

    private static String digits(Random random, int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
