package dev.kith.cli.samples;

import java.util.List;

/// A person in a phone book.
record Card(String given, String family, String organization, String note, List<Line> lines) {

    /// @param label `mobile`, `home`, `work`, `fax`, or a word of the owner's own
    record Line(String label, String number) {}

    String name() {
        return (given + " " + family).strip();
    }

    /// What is shown: the organisation where there is no name.
    String shown() {
        return name().isEmpty() ? organization : name();
    }
}
