package dev.kith.cli.samples;

import java.util.List;

/// Who stands in whose phone book.
final class Books {
    private Books() {}

    static List<Card> of(Person owner) {
        return switch (owner.id()) {
            case "alice" -> new Crowd(1, "DE").around(ofAlice(), 320);
            case "bob" -> new Crowd(2, "GB").around(ofBob(), 520);
            case "carol" -> new Crowd(3, "US").around(ofCarol(), 1050);
            case "dave" -> new Crowd(4, "US").around(ofDave(), 40);
            case "erin" -> new Crowd(5, "GB").around(ofErin(), 30);
            default -> throw new IllegalArgumentException(owner.id());
        };
    }

    private static List<Card> ofAlice() {
        return List.of(
                Person.BOB.card(
                        new Card.Line("mobile", "0044 20 7946 0123"), new Card.Line("home", "+44 (0)20 79460123")),
                Person.CAROL.card(new Card.Line("mobile", "+1 (202) 555-0143")),
                Person.DAVE.card(new Card.Line("work", "001 415 555 0172")));
    }

    private static List<Card> ofBob() {
        return List.of(
                Person.ALICE.card(new Card.Line("mobile", "00 49 1522-8817386")),
                Person.CAROL.card(new Card.Line("mobile", "+12025550143"), new Card.Line("work", "001 202-555-0143")),
                Person.DAVE.card(new Card.Line("mobile", "+1.415.555.0172")));
    }

    private static List<Card> ofCarol() {
        return List.of(
                Person.ALICE.card(new Card.Line("mobile", "011 49 1522 8817386")),
                Person.BOB.card(new Card.Line("home", "+44 20 7946 0123")));
    }

    /// Alice, and neither Bob nor Erin, who both hold Dave's number.
    private static List<Card> ofDave() {
        return List.of(Person.ALICE.card(new Card.Line("mobile", "011-49-1522-8817386")));
    }

    private static List<Card> ofErin() {
        return List.of(Person.DAVE.card(new Card.Line("mobile", "+1 415-555-0172")));
    }
}
