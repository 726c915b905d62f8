package dev.kith.client.phonebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.client.KithException;
import dev.kith.client.phonebook.PhoneBook.Entry;
import dev.kith.client.phonebook.PhoneBook.Kind;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneBookReaderTest {
    private final PhoneBookReader reader = new PhoneBookReader();

    @Test
    void readsSeveralNumbersOfACardWithTheirKinds() {
        var book = read("""
                BEGIN:VCARD
                VERSION:3.0
                N:Müller;Anna;;;
                FN:Anna Müller
                TEL;type=CELL;type=VOICE;type=pref:+49 1512 3456789
                TEL;type=HOME:030 1234567
                TEL;type=WORK;type=FAX:(030) 123-4568
                END:VCARD
                """);

        assertThat(book.format()).isEqualTo("vCard 3.0");
        assertThat(book.entries())
                .containsExactly(
                        new Entry("Anna Müller", "+49 1512 3456789", Kind.MOBILE, 1),
                        new Entry("Anna Müller", "030 1234567", Kind.HOME, 1),
                        new Entry("Anna Müller", "(030) 123-4568", Kind.FAX, 1));
        assertThat(book.problems()).isEmpty();
    }

    @Test
    void readsQuotedPrintableOfVersion21() {
        var book = read("""
                BEGIN:VCARD
                VERSION:2.1
                N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=4A=C3=B6=72=67;;;
                FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4A=C3=B6=72=67=20=4D=
                =C3=BC=6C=6C=65=72
                TEL;CELL;PREF:07700 900123
                END:VCARD
                """);

        assertThat(book.format()).isEqualTo("vCard 2.1");
        assertThat(book.entries()).containsExactly(new Entry("Jörg Müller", "07700 900123", Kind.MOBILE, 1));
    }

    @Test
    void readsQuotedPrintableInAnotherCharset() {
        var book = read("""
                BEGIN:VCARD
                VERSION:2.1
                FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg
                TEL;HOME:1
                END:VCARD
                """);

        assertThat(book.entries()).extracting(Entry::name).containsExactly("Jörg");
    }

    @Test
    void readsUrisAndFoldedLinesOfVersion40() {
        var book = read("""
                BEGIN:VCARD
                VERSION:4.0
                FN:山田 太
                 郎
                TEL;VALUE=uri;TYPE="voice,cell":tel:+81-90-1234-5678
                END:VCARD
                """);

        assertThat(book.format()).isEqualTo("vCard 4.0");
        assertThat(book.entries()).containsExactly(new Entry("山田 太郎", "+81-90-1234-5678", Kind.MOBILE, 1));
    }

    @Test
    void readsItemGroupsAsAppleAndGoogleWriteThem() {
        var book = read("""
                BEGIN:VCARD
                VERSION:3.0
                FN:Carol
                item1.TEL:+1 202-555-0123
                item1.X-ABLabel:Summer house
                END:VCARD
                """);

        assertThat(book.entries()).containsExactly(new Entry("Carol", "+1 202-555-0123", Kind.OTHER, 1));
    }

    @Test
    void takesTheOrganisationWhereThereIsNoName() {
        var book = read("BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nORG:Bakery;\nTEL:1\nEND:VCARD\n");

        assertThat(book.entries()).extracting(Entry::name).containsExactly("Bakery");
    }

    @Test
    void isNotSpoiltByABrokenCard() {
        var book = read("""
                BEGIN:VCARD
                VERSION:3.0
                FN:First
                TEL:1
                END:VCARD
                BEGIN:VCARD
                VERSION:3.0
                FN:No end
                TEL:2
                BEGIN:VCARD
                VERSION:3.0
                nonsense without a colon
                FN;ENCODING=QUOTED-PRINTABLE:=ZZ=
                TEL:3
                END:VCARD
                BEGIN:VCARD
                VERSION:3.0
                FN:No number
                END:VCARD
                BEGIN:VCARD
                VERSION:3.0
                FN:Last
                TEL:4
                END:VCARD
                """);

        assertThat(book.entries()).extracting(Entry::address).contains("1", "2", "4");
        assertThat(book.problems())
                .extracting(PhoneBook.Problem::name, PhoneBook.Problem::position)
                .contains(tuple("No end", 2))
                .contains(tuple("No number", 4));
    }

    @Test
    void readsACardInsideACard() {
        var book = read("""
                BEGIN:VCARD
                VERSION:2.1
                FN:Boss
                AGENT:
                BEGIN:VCARD
                VERSION:2.1
                FN:Assistant
                TEL:2
                END:VCARD
                TEL:1
                END:VCARD
                """);

        assertThat(book.entries()).containsExactly(new Entry("Boss", "1", Kind.OTHER, 1));
        assertThat(book.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252"})
    void guessesTheCharset(String charset) {
        var text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Müller\nTEL:030 1\nEND:VCARD\n";

        var book = reader.read(text.getBytes(Charset.forName(charset)));

        assertThat(book.entries()).extracting(Entry::name).containsExactly("Jörg Müller");
    }

    @Test
    void readsGoogleCsv() {
        var book = read("""
                First Name,Middle Name,Last Name,Organization Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value
                Ann,,"Lee, Jr.",,Mobile,+1 202-555-0101 ::: 202-555-0102,Home,(202) 555-0103
                ,,,"Corner ""Shop""\",,202-555-0104,,
                Nobody,,,,,,,
                """);

        assertThat(book.format()).isEqualTo("CSV");
        assertThat(book.entries())
                .containsExactly(
                        new Entry("Ann Lee, Jr.", "+1 202-555-0101", Kind.MOBILE, 2),
                        new Entry("Ann Lee, Jr.", "202-555-0102", Kind.MOBILE, 2),
                        new Entry("Ann Lee, Jr.", "(202) 555-0103", Kind.HOME, 2),
                        new Entry("Corner \"Shop\"", "202-555-0104", Kind.OTHER, 3));
        assertThat(book.problems()).extracting(PhoneBook.Problem::reason).containsExactly("no phone number");
    }

    @Test
    void readsOutlookCsvWithSemicolonsInWindows1252() {
        var text = """
                "Vorname";"Nachname";"Firma";"Telefon (geschäftlich)";"Mobiltelefon";"Fax privat"
                "Jörg";"Müller";"";"030 1";"0151 2";""
                """.replace("\n", "\r\n");

        var book = reader.read(text.getBytes(Charset.forName("windows-1252")));

        assertThat(book.entries())
                .containsExactly(
                        new Entry("Jörg Müller", "030 1", Kind.WORK, 2),
                        new Entry("Jörg Müller", "0151 2", Kind.MOBILE, 2));
    }

    @Test
    void readsTabsAndLineBreaksWithinQuotes() {
        var book = read("Name\tPhone\tNotes\nAnn\t1\t\"two\nlines\"\nBob\t2\t\n");

        assertThat(book.entries()).extracting(Entry::name, Entry::position).contains(tuple("Ann", 2), tuple("Bob", 4));
    }

    @Test
    void isNotSpoiltByAQuoteThatIsNeverClosed() {
        var book = read("Name,Phone\nAnn,1\n\"Bad,2\nBob,3\n");

        assertThat(book.entries()).extracting(Entry::address).containsExactly("1", "3");
        assertThat(book.problems()).extracting(PhoneBook.Problem::position).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n \n", "some words about a phone\n", "Name,Street\nAnn,Main\n", "{\"a\": 1}"})
    void refusesWhatIsNoPhoneBook(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(KithException.class)
                .extracting(refusal -> ((KithException) refusal).code())
                .isEqualTo(ErrorCode.BAD_FILE);
    }

    @Test
    void refusesABinaryFile() {
        var bytes = new byte[5_000];
        new Random(1).nextBytes(bytes);

        assertThatThrownBy(() -> reader.read(bytes))
                .isInstanceOf(KithException.class)
                .hasMessageContaining("binary");
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeReadingIt(@TempDir Path directory) throws IOException {
        var file = directory.resolve("large.vcf");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(PhoneBookReader.MAX_BYTES + 1);
        }

        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOf(KithException.class)
                .extracting(refusal -> ((KithException) refusal).code())
                .isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void readsACardWhosePictureIsLarge() {
        var picture = "A".repeat(200_000).replaceAll(".{74}", "$0\r\n ");

        var book = read("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + picture
                + "\r\nTEL:1\r\nEND:VCARD\r\n");

        assertThat(book.entries()).containsExactly(new Entry("Ann", "1", Kind.OTHER, 1));
    }

    private PhoneBook read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
