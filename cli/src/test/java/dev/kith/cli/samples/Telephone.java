package dev.kith.cli.samples;

import java.util.List;

/// A telephone number in its parts, to be written in every way that people write them.
///
/// @param country calling code
/// @param trunk what stands before the area code within the country
/// @param groups area code first
record Telephone(String country, String trunk, List<String> groups) {

    static Telephone of(String country, String trunk, String... groups) {
        return new Telephone(country, trunk, List.of(groups));
    }

    String e164() {
        return "+" + country + String.join("", groups);
    }

    String area() {
        return groups.getFirst();
    }

    /// The groups after the area code.
    String local(String separator) {
        return String.join(separator, groups.subList(1, groups.size()));
    }

    String all(String separator) {
        return String.join(separator, groups);
    }
}
