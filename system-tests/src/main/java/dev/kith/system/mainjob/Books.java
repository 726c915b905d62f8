package dev.kith.system.mainjob;

import dev.kith.client.ContactSyncResult;
import dev.kith.client.KithException;
import dev.kith.client.phonebook.PhoneBook;
import dev.kith.client.phonebook.PhoneBookReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Phone books from files, and what a sync made of them in words.
final class Books {
    private Books() {}

    /// The entries of all files, one after the other.
    ///
    /// @throws IOException naming the file that is not there, is no phone book, or has nothing to look up
    static List<String> addresses(List<Path> files) throws IOException {
        var addresses = new ArrayList<String>();
        for (var file : files) {
            var found = read(file).addresses();
            if (found.isEmpty()) {
                throw new IOException(file + ": there is no number and no address in it.");
            }
            addresses.addAll(found);
        }
        return addresses;
    }

    private static PhoneBook read(Path file) throws IOException {
        try {
            return new PhoneBookReader().read(file);
        } catch (KithException refused) {
            throw new IOException(file + ": " + refused.detail(), refused);
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read (" + unreadable + ").", unreadable);
        }
    }

    static String summary(int entries, ContactSyncResult result) {
        var reasons = new TreeMap<String, Integer>();
        result.invalid().forEach(rejected -> reasons.merge(rejected.reason(), 1, Integer::sum));
        return "%,d entries: %d here, %d to invite, %d not usable %s"
                .formatted(
                        entries,
                        result.matched().size(),
                        result.unmatched().size(),
                        result.invalid().size(),
                        reasons.isEmpty() ? "" : reasons);
    }
}
