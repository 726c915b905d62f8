package dev.kith.examples;

import dev.kith.client.Kith;
import dev.kith.client.phonebook.PhoneBook;
import dev.kith.client.phonebook.PhoneBookReader;
import java.io.IOException;
import java.nio.file.Path;

/// Who of an exported phone book (vCard or CSV) is here already; the others are announced when they come.
public final class SyncPhoneBook {
    /// Server, access token, file, region of numbers without a country code, such as DE.
    public static void main(String[] arguments) throws IOException {
        var book = new PhoneBookReader().read(Path.of(arguments[2]));
        try (var kith = new Kith()) {
            kith.setServer(arguments[0]);
            kith.setAccessToken(arguments[1]);
            IO.println(sync(kith, book, arguments[3]));
        }
    }

    /// Whoever is found sees levels 1 and 2 of the user's profile, and the user hears of changes of theirs.
    public static String sync(Kith kith, PhoneBook book, String region) {
        kith.contactSynchronizer().setRegion(region).setLevels(1, 2).subscribe(true);
        var result = kith.blocking().contactSynchronizer().sync(book.addresses());
        var report = new StringBuilder();
        for (var match : result.matched()) {
            report.append(book.entries().get(match.index()).name())
                    .append(" is here: ")
                    .append(match.address())
                    .append('\n');
        }
        for (var wrong : result.invalid()) {
            report.append(wrong.given())
                    .append(" cannot be used: ")
                    .append(wrong.reason())
                    .append('\n');
        }
        return report.append(result.unmatched().size())
                .append(" are not here yet")
                .toString();
    }
}
