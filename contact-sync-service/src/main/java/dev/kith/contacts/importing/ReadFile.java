package dev.kith.contacts.importing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.phonebook.Card;
import dev.kith.phonebook.FileFormat;
import dev.kith.phonebook.NoPhoneBookException;
import dev.kith.phonebook.PhoneBookParser;
import java.util.List;

/// A file on its way from bytes to cards. Names stay behind in the bytes: nothing here wants them.
final class ReadFile {
    private final PhoneBookParser parser = PhoneBookParser.withoutNames();
    private final FileFormat.Kind announced;

    ReadFile(FileFormat.Kind announced) {
        this.announced = announced;
    }

    /// Work for the processor alone.
    ///
    /// @throws ProblemException `bad-file`
    List<Card> feed(byte[] piece) {
        try {
            return checked(parser.feed(piece));
        } catch (NoPhoneBookException none) {
            throw bad(none.detail());
        }
    }

    /// What is left.
    ///
    /// @throws ProblemException `bad-file`
    List<Card> end() {
        try {
            return checked(parser.end());
        } catch (NoPhoneBookException none) {
            throw bad(none.detail());
        }
    }

    /// After the end.
    ImportAnswer.Format format() {
        var format = parser.format().orElseThrow();
        return new ImportAnswer.Format(
                format.kind() == FileFormat.Kind.VCARD ? "vcard" : "csv",
                format.version(),
                format.encoding(),
                format.separator() == null ? null : format.separator().toString());
    }

    private List<Card> checked(List<Card> cards) {
        parser.format().filter(found -> found.kind() != announced).ifPresent(other -> {
            throw bad("This is a " + other.kind().title() + " file; send it with Content-Type: "
                    + (other.kind() == FileFormat.Kind.VCARD ? "text/vcard." : "text/csv."));
        });
        return cards;
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ErrorCode.BAD_FILE, detail);
    }
}
