package dev.kith.cli.samples;

import java.util.List;
import java.util.stream.Collectors;

/// Someone who signs up in the demo. All of them are invented.
record Person(
        String id, String given, String family, Telephone number, String region, String book, String discoverability) {

    static final Person ALICE = new Person(
            "alice", "Alice", "Bergmann", Telephone.of("49", "0", "1522", "8817386"), "DE", "alice.vcf", "contacts");
    static final Person BOB = new Person(
            "bob", "Bob", "Okafor", Telephone.of("44", "0", "20", "7946", "0123"), "GB", "bob.vcf", "contacts");
    static final Person CAROL = new Person(
            "carol", "Carol", "Nguyễn", Telephone.of("1", "1", "202", "555", "0143"), "US", "carol.vcf", "everyone");
    static final Person DAVE = new Person(
            "dave", "Dave", "Lindqvist", Telephone.of("1", "1", "415", "555", "0172"), "US", "dave.vcf", "contacts");
    static final Person ERIN = new Person(
            "erin", "Erin", "Walsh", Telephone.of("44", "0", "161", "496", "0789"), "GB", "erin.csv", "contacts");

    static final List<Person> ALL = List.of(ALICE, BOB, CAROL, DAVE, ERIN);

    /// As another's phone book has them.
    Card card(Card.Line... lines) {
        return new Card(given, family, "", "", List.of(lines));
    }

    static String json() {
        return ALL.stream().map(Person::line).collect(Collectors.joining(",\n", "{\n  \"people\": [\n", "\n  ]\n}\n"));
    }

    private String line() {
        return "    {\"id\": \"%s\", \"name\": \"%s %s\", \"number\": \"%s\", \"region\": \"%s\", "
                        .formatted(id, given, family, number.e164(), region)
                + "\"book\": \"%s\", \"discoverability\": \"%s\"}".formatted(book, discoverability);
    }
}
