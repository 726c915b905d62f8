package dev.kith.phonebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.phonebook.Card.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneBookParserTest {
    private static final String CARDS = """
            BEGIN:VCARD
            VERSION:3.0
            FN:Jörg Müller
            TEL;TYPE=CELL:0151 1
            END:VCARD

            BEGIN:VCARD
            VERSION:3.0
            FN:山田
            PHOTO;ENCODING=b;TYPE=JPEG:AAAA
             BBBB
            TEL:2
            TEL:3
            END:VCARD
            """;

    private PhoneBookParser parser = PhoneBookParser.withNames();

    @Test
    void givesEachCardAsSoonAsItIsComplete() throws NoPhoneBookException {
        int half = CARDS.indexOf("END:VCARD") + "END:VCARD\n".length();
        var filled = "BEGIN:VCARD\nNOTE:" + "x".repeat(300) + "\nTEL:0\nEND:VCARD\n" + CARDS.substring(0, half);

        var first = parser.feed(filled.getBytes(UTF_8));

        assertThat(first).extracting(Card::name).containsExactly("", "Jörg Müller");
        assertThat(parser.feed(CARDS.substring(half).getBytes(UTF_8)))
                .extracting(Card::name)
                .containsExactly("山田");
        assertThat(parser.end()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16"})
    void givesTheSameWhereverTheBytesAreCut(String charset) throws NoPhoneBookException {
        var bytes = CARDS.replace("\n", "\r\n").getBytes(Charset.forName(charset));
        var whole = read(bytes, bytes.length);

        for (int piece : new int[] {1, 2, 3, 7, 64, 199, 201}) {
            parser = PhoneBookParser.withNames();
            assertThat(read(bytes, piece)).as("in pieces of %d", piece).isEqualTo(whole);
        }
        assertThat(whole)
                .extracting(Card::position, Card::line, Card::name)
                .containsExactly(tuple(1, 1, "Jörg Müller"), tuple(2, 7, "山田"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "UTF-16LE, UTF-16LE",
        "UTF-16BE, UTF-16BE",
        "UTF-16, UTF-16BE",
        "windows-1252, windows-1252",
        "US-ASCII, UTF-8"
    })
    void statesWhatItRecognised(String written, String stated) throws NoPhoneBookException {
        read(CARDS.replace("山田", "Zoë").getBytes(Charset.forName(written)), 10);

        assertThat(parser.format()).contains(new FileFormat(FileFormat.Kind.VCARD, "3.0", stated, null));
    }

    @Test
    void takesABrokenByteInUtf8ForJustThat() throws NoPhoneBookException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Name;Telefon\nMüller;1\nSch".getBytes(UTF_8));
        bytes.write(0xF6);
        bytes.writeBytes("n;2\nMüller;3\n".getBytes(UTF_8));

        var cards = read(bytes.toByteArray(), 5);

        assertThat(cards).extracting(Card::name).containsExactly("Müller", "Sch\uFFFDn", "Müller");
        assertThat(parser.format()).contains(new FileFormat(FileFormat.Kind.CSV, null, "UTF-8", ';'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nom,Prénom,Téléphone portable | ,",
                "Apellidos;Nombre;Teléfono móvil | ;",
                "Cognome;Nome;Cellulare | ;",
                "Sobrenome,Nome,Telemóvel | ,",
                "Nachname;Vorname;Telefon (geschäftlich) | ;",
                "Фамилия;Имя;Мобильный телефон | ;",
                "姓,名,手机 | ,",
                "姓,名,携帯電話 | ,",
                "성,이름,휴대폰 | ,",
                "Nazwisko;Imię;Telefon komórkowy | ;",
                "Sukunimi;Etunimi;Matkapuhelin | ;"
            })
    void knowsWhatPhonesAreCalledElsewhere(String headers, char separator) throws NoPhoneBookException {
        var cards = read(
                (headers + "\n" + String.join(String.valueOf(separator), "A", "B", "+1 202") + "\n").getBytes(UTF_8),
                64);

        assertThat(numbers(cards)).containsExactly("+1 202");
        assertThat(parser.format().orElseThrow().separator()).isEqualTo(separator);
    }

    @Test
    void takesTheSeparatorThatTheFileSays() throws NoPhoneBookException {
        assertThat(numbers(read("sep=|\nName|Phone\nA, B; C|1\n".getBytes(UTF_8), 64)))
                .containsExactly("1");
    }

    @Test
    void isNotSpoiltByACardThatIsTooLarge() throws NoPhoneBookException {
        var note = "NOTE:" + "x".repeat(1_000) + "\n";

        var cards = read(
                ("BEGIN:VCARD\nTEL:1\n" + note.repeat(300) + "END:VCARD\nBEGIN:VCARD\nTEL:2\nEND:VCARD\n")
                        .getBytes(UTF_8),
                4_096);

        assertThat(cards)
                .extracting(Card::position, Card::fault)
                .containsExactly(tuple(1, Fault.TOO_LARGE), tuple(2, null));
    }

    @Test
    void takesACardWithNumbersWithoutEndForNoPerson() throws NoPhoneBookException {
        var cards = read(("Name,Phone\nA," + "1:::".repeat(1_001) + "\nB,2\n").getBytes(UTF_8), 4_096);

        assertThat(cards).extracting(Card::fault).containsExactly(Fault.TOO_LARGE, null);
        assertThat(numbers(cards)).containsExactly("2");
    }

    // With a look through all headers for each cell it takes minutes.
    @Test
    @Timeout(25)
    void readsATableOfThousandsOfColumns() throws NoPhoneBookException {
        var header = IntStream.range(0, 3_000)
                .mapToObj(column -> "phone " + column + " - value")
                .collect(Collectors.joining(","));

        var cards = read((header + "\n" + ("1,".repeat(3_000) + "\n").repeat(2_000)).getBytes(UTF_8), 65_536);

        assertThat(cards).hasSize(2_000).extracting(Card::fault).containsOnly(Fault.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n "})
    void leavesPicturesOut(String between) throws NoPhoneBookException {
        var picture = ("A".repeat(74) + between).repeat(10_000).strip();

        var cards = read(
                ("BEGIN:VCARD\nVERSION:2.1\nPHOTO;ENCODING=BASE64;JPEG:" + picture + "\n\nTEL:1\nEND:VCARD\n")
                        .getBytes(UTF_8),
                4_096);

        assertThat(numbers(cards)).containsExactly("1");
        assertThat(cards).extracting(Card::fault).containsOnlyNulls();
    }

    @Test
    void leavesAPictureOnOneEndlessLineOut() throws NoPhoneBookException {
        var cards = read(
                ("BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:" + "A".repeat(1 << 20) + "\nTEL:1\nEND:VCARD\n")
                        .getBytes(UTF_8),
                4_096);

        assertThat(numbers(cards)).containsExactly("1");
        assertThat(cards).extracting(Card::fault).containsOnlyNulls();
    }

    @Test
    void readsOnBehindAQuoteThatIsNeverClosed() throws NoPhoneBookException {
        var rows = "Ann,1\n".repeat(20_000);

        var cards = read(("Name,Phone\n\"Bad,0\n" + rows).getBytes(UTF_8), 4_096);

        assertThat(cards).hasSize(20_001);
        assertThat(cards.get(0).fault()).isEqualTo(Fault.OPEN_QUOTE);
        assertThat(cards.get(0).line()).isEqualTo(2);
        assertThat(cards.get(20_000).line()).isEqualTo(20_002);
    }

    @Test
    void takesNoNamesOutOfAFileOfSomebodyElse() throws NoPhoneBookException {
        parser = PhoneBookParser.withoutNames();

        var cards = read(CARDS.getBytes(UTF_8), 64);

        assertThat(cards).extracting(Card::name).containsOnly("");
        assertThat(numbers(cards)).containsExactly("0151 1", "2", "3");
    }

    @Test
    void neverTellsALogWhoIsInTheFile() throws NoPhoneBookException {
        assertThat(read(CARDS.getBytes(UTF_8), 64).toString())
                .isEqualTo("[card 1 on line 1, card 2 on line 7]")
                .doesNotContain("0151", "Müller");
    }

    @Test
    void refusesPackedFilesAndSaysWhatToDo() throws IOException {
        var zip = new ByteArrayOutputStream();
        try (var packed = new ZipOutputStream(zip)) {
            packed.putNextEntry(new ZipEntry("book.vcf"));
            packed.write(CARDS.getBytes(UTF_8));
        }
        var gzip = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(gzip)) {
            packed.write(CARDS.getBytes(UTF_8));
        }

        assertThatThrownBy(() -> read(zip.toByteArray(), 16))
                .hasMessageContaining("zip")
                .hasMessageContaining("Unpack");
        parser = PhoneBookParser.withNames();
        assertThatThrownBy(() -> read(gzip.toByteArray(), 16)).hasMessageContaining("unpack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "some words about a phone\n", "Name,Street\nAnn,Main\n", "{\"a\": 1}", "%PDF-1.7"})
    void refusesWhatIsNoPhoneBook(String text) {
        assertThatThrownBy(() -> read(text.getBytes(UTF_8), 16)).isInstanceOf(NoPhoneBookException.class);
    }

    @Test
    void refusesAFileThatTurnsBinaryLateOn() {
        var bytes = Arrays.copyOf(CARDS.getBytes(UTF_8), 100_000);

        assertThatThrownBy(() -> read(bytes, 4_096))
                .isInstanceOf(NoPhoneBookException.class)
                .hasMessageContaining("binary");
    }

    @Test
    void refusesAFileOfNothingButOpenQuotes() {
        // Whatever was before such a line, behind it a quote is open.
        var lines = "a\",\"\n".repeat(100_000);

        assertThatThrownBy(() -> read(("Name,Phone\n" + lines).getBytes(UTF_8), 4_096))
                .isInstanceOf(NoPhoneBookException.class)
                .hasMessageContaining("never closed");
    }

    private List<Card> read(byte[] bytes, int piece) throws NoPhoneBookException {
        var cards = new ArrayList<Card>();
        for (int from = 0; from < bytes.length; from += piece) {
            cards.addAll(parser.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece))));
        }
        cards.addAll(parser.end());
        return cards;
    }

    private static List<String> numbers(List<Card> cards) {
        return cards.stream()
                .flatMap(card -> card.numbers().stream())
                .map(Card.Phone::text)
                .toList();
    }
}
