package dev.kith.contacts.book;

import dev.kith.contacts.book.SyncPhoneBook.Synced;
import dev.kith.contacts.number.Digests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Tells the client what a sync came to, by the indexes of its own call.
@ApplicationScoped
public class SyncAnswers {
    private static final HexFormat HEX = HexFormat.of();

    private final Digests digests;

    SyncAnswers(Digests digests) {
        this.digests = digests;
    }

    public SyncAnswer of(SyncAct act, Synced synced) {
        var book = synced.written().book();
        return new SyncAnswer(
                book.version(),
                checksum(book.checksum()),
                digests.tagsOf(book.owner()).text(),
                book.entries(),
                matched(synced),
                pending(synced),
                synced.named().invalid(),
                new SyncAnswer.QuotaLeft(
                        book.quota().left(), book.quota().refillsAt().orElse(null)),
                act.checksum().isPresent() ? act.checksum().getAsLong() == book.checksum() : null);
    }

    static String checksum(long xorOfTags) {
        return HEX.toHexDigits(xorOfTags);
    }

    private static List<SyncAnswer.Match> matched(Synced synced) {
        var matches = new ArrayList<SyncAnswer.Match>();
        for (var entry : synced.named().entries()) {
            var uid = synced.found().get(entry.digest());
            if (uid != null) {
                entry.indexes().forEach(index -> matches.add(new SyncAnswer.Match(index, entry.address(), uid)));
            }
        }
        matches.sort(Comparator.comparing(SyncAnswer.Match::index));
        synced.addresses().forEach((uid, address) -> matches.add(new SyncAnswer.Match(null, address, uid)));
        return matches;
    }

    private static List<Integer> pending(Synced synced) {
        return synced.named().entries().stream()
                .filter(entry -> synced.written().waiting().contains(entry.digest()))
                .flatMap(entry -> entry.indexes().stream())
                .sorted()
                .toList();
    }
}
