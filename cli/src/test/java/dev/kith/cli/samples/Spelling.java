package dev.kith.cli.samples;

import java.util.Random;

/// The ways in which a number stands in a phone book of a region.
final class Spelling {
    /// iOS formats with these.
    private static final String NO_BREAK_SPACE = "\u00a0";

    private Spelling() {}

    /// Some way that can be read in this region: a national one only for a number of it.
    static String any(Telephone number, String region, Random random) {
        return code(region).equals(number.country()) && random.nextInt(100) < 55
                ? national(number, random.nextInt(6))
                : international(number, region, random.nextInt(7));
    }

    /// One of six.
    static String national(Telephone number, int way) {
        if (number.country().equals("1")) {
            return switch (way) {
                case 0 -> "(" + number.area() + ") " + number.local("-");
                case 1 -> number.all("-");
                case 2 -> "1-" + number.all("-");
                case 3 -> number.all(".");
                case 4 -> number.all("");
                default -> "(" + number.area() + ")" + NO_BREAK_SPACE + number.local("-");
            };
        }
        var trunk = number.trunk();
        return switch (way) {
            case 0 -> trunk + number.area() + " " + number.local(" ");
            case 1 -> trunk + number.area() + "/" + number.local("");
            case 2 -> "(" + trunk + number.area() + ") " + number.local("-");
            case 3 -> trunk + number.all("");
            case 4 -> trunk + number.all("-");
            default -> trunk + number.area() + NO_BREAK_SPACE + number.local(NO_BREAK_SPACE);
        };
    }

    /// One of seven.
    static String international(Telephone number, String region, int way) {
        var country = number.country();
        boolean american = country.equals("1");
        return switch (way) {
            case 0 -> "+" + country + " " + number.all(" ");
            case 1 -> "+" + country + number.all("");
            case 2 -> "+" + country + "-" + number.all("-");
            case 3 -> abroad(region) + country + " " + number.all(" ");
            case 4 ->
                american
                        ? "+1 (" + number.area() + ") " + number.local("-")
                        : "+" + country + " (" + number.trunk() + ")" + number.area() + " " + number.local("");
            case 5 -> "+" + country + "." + number.all(".");
            default -> "+" + country + NO_BREAK_SPACE + number.all(NO_BREAK_SPACE);
        };
    }

    private static String code(String region) {
        return switch (region) {
            case "DE" -> "49";
            case "GB" -> "44";
            case "US" -> "1";
            default -> throw new IllegalArgumentException(region);
        };
    }

    /// What is dialled before a country's code.
    private static String abroad(String region) {
        return region.equals("US") ? "011 " : "00";
    }
}
