package dev.kith.cli.samples;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Invents the people who fill a phone book: names of many scripts, one to four numbers, some twice, some that are
/// none.
final class Crowd {
    private static final List<String> GIVEN = List.of(
            "Anna",
            "Ben",
            "Chloé",
            "Dürten",
            "Elif",
            "Félix",
            "Göran",
            "Hana",
            "Ibrahim",
            "João",
            "Katarzyna",
            "Łukasz",
            "María José",
            "Nils",
            "Öykü",
            "Priya",
            "Quentin",
            "Rosa",
            "Søren",
            "Thuý",
            "Ursula",
            "Václav",
            "Wolfgang",
            "Xenia",
            "Yusuf",
            "Zoë",
            "Алексей",
            "Ольга",
            "Γιώργος",
            "Ελένη",
            "محمد",
            "فاطمة",
            "דנה",
            "太郎",
            "花子",
            "伟",
            "芳",
            "민준",
            "서연",
            "अर्जुन",
            "สมชาย",
            "Grand-mère",
            "Mum",
            "Dr. Jan");
    private static final List<String> FAMILY = List.of(
            "Müller",
            "Schröder-Weiß",
            "O’Neill",
            "D'Angelo",
            "García Márquez",
            "Çelik",
            "Nowak",
            "Žižka",
            "Ångström",
            "Østergård",
            "da Silva",
            "van den Berg",
            "Smith",
            "Iyer",
            "Nguyễn",
            "Иванов",
            "Παπαδόπουλος",
            "الحسن",
            "כהן",
            "山田",
            "鈴木",
            "王",
            "李",
            "김",
            "Kowalczyk",
            "MacLeod",
            "Fernández",
            "Köhler",
            "Dupont",
            "Núñez",
            "");
    private static final List<String> ORGANIZATIONS = List.of(
            "Bäckerei Sonnenschein",
            "Hairdresser, Main St.",
            "Müller & Söhne GmbH; Berlin",
            "Zahnarzt",
            "Taxi",
            "Crèche «Les Petits»",
            "Pizza Vesuvio 🍕",
            "Werkstatt",
            "City Library",
            "雅亭 Restaurant");
    private static final List<String> NOTES = List.of(
            "",
            "",
            "",
            "",
            "",
            "Met at the conference; likes tea, not coffee. Asked for the slides of the second day and "
                    + "wants to be called back after the holidays, but never before ten in the morning.",
            "Geburtstag: 3. März\nmag Lakritz",
            "neighbour",
            "hat den Schlüssel");
    private static final List<String> NO_NUMBERS = List.of(
            "110",
            "112",
            "911",
            "999",
            "22 7 66",
            "11833",
            "1234",
            "123",
            "0",
            "+49 30",
            "+999 123456",
            "ask her",
            "??",
            "*100#",
            "07700 900123",
            "555-0100",
            "+1 555 0100",
            "00",
            "+44 20 7946",
            "n/a",
            "#31#",
            "150");

    private final Random random;
    private final String region;
    private final Set<String> taken = new HashSet<>();

    Crowd(long seed, String region) {
        this.random = new Random(seed);
        this.region = region;
        Person.ALL.forEach(person -> taken.add(person.number().e164()));
    }

    /// So many cards, with these people somewhere among them.
    List<Card> around(List<Card> people, int size) {
        var cards = new ArrayList<Card>();
        while (cards.size() < size - people.size()) {
            var card = card();
            cards.add(card);
            if (random.nextInt(25) == 0 && cards.size() < size - people.size()) {
                cards.add(again(card));
            }
        }
        for (var person : people) {
            cards.add(random.nextInt(cards.size()), person);
        }
        return cards;
    }

    private Card card() {
        int dice = random.nextInt(100);
        var note = pick(NOTES);
        if (dice < 8) {
            return new Card("", "", pick(ORGANIZATIONS), note, lines(1 + random.nextInt(2), "work"));
        }
        if (dice < 14) {
            return new Card(pick(GIVEN), pick(FAMILY), "", note, List.of(new Card.Line("mobile", pick(NO_NUMBERS))));
        }
        if (dice < 16) {
            return new Card(pick(GIVEN), pick(FAMILY), "", note, List.of());
        }
        var organization = random.nextInt(6) == 0 ? pick(ORGANIZATIONS) : "";
        return new Card(pick(GIVEN), pick(FAMILY), organization, note, lines(count(), "mobile"));
    }

    private int count() {
        int dice = random.nextInt(100);
        return dice < 62 ? 1 : dice < 86 ? 2 : dice < 96 ? 3 : 4;
    }

    private List<Card.Line> lines(int count, String first) {
        var lines = new ArrayList<Card.Line>();
        for (int i = 0; i < count; i++) {
            var label = i == 0
                    ? first
                    : List.of("home", "work", "fax", "Ferienhaus").get(random.nextInt(4));
            lines.add(new Card.Line(label, Spelling.any(fresh(), region, random)));
        }
        return lines;
    }

    /// The same person entered twice, the number spelled in another way.
    private Card again(Card card) {
        if (card.lines().isEmpty()) {
            return card;
        }
        var number = card.lines().getFirst().number();
        var respelled = number.replace("-", " ").replace("/", " ").replace("\u00a0", " ");
        return new Card(
                card.given(), card.family(), card.organization(), "", List.of(new Card.Line("home", respelled)));
    }

    private Telephone fresh() {
        while (true) {
            var number = Ranges.around(region, random);
            if (taken.add(number.e164())) {
                return number;
            }
        }
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
