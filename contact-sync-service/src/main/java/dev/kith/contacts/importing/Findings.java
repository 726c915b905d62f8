package dev.kith.contacts.importing;

import dev.kith.contacts.book.NamedEntries;
import dev.kith.contacts.book.SyncAnswer;
import dev.kith.contacts.importing.ImportAnswer.Duplicate;
import dev.kith.contacts.importing.ImportAnswer.Invalid;
import dev.kith.contacts.importing.ImportAnswer.Match;
import dev.kith.contacts.importing.ImportAnswer.Place;
import dev.kith.phonebook.Card;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers what became of each card and each number, chunk by chunk. For one chain.
final class Findings {
    private final List<Match> matched = new ArrayList<>();
    private final List<Place> pending = new ArrayList<>();
    private final List<Invalid> invalid = new ArrayList<>();
    private final List<Duplicate> duplicates = new ArrayList<>();
    /// The card in which an address was first, by its tag.
    private final Map<Long, Integer> seen = new HashMap<>();
    private int cards;
    private int numbers;
    private int stored;
    private int lastCard;
    private @Nullable SyncAnswer last;

    /// Cards as they come out of the file.
    void read(List<Card> read) {
        for (var card : read) {
            cards++;
            numbers += card.numbers().size();
            var fault = card.fault();
            if (fault != null) {
                invalid.add(new Invalid(
                        card.position(),
                        null,
                        card.line(),
                        fault == Card.Fault.NO_NUMBER ? "no-number" : "broken-card"));
            }
        }
    }

    int cards() {
        return cards;
    }

    int numbers() {
        return numbers;
    }

    /// Up to this one every card is in the book.
    int lastCard() {
        return lastCard;
    }

    /// What a sync made of a chunk.
    void synced(Chunk chunk, NamedEntries named, SyncAnswer answer) {
        last = answer;
        lastCard = chunk.lastCard();
        var again = again(chunk, named);
        for (var match : answer.matched()) {
            if (match.index() == null) {
                matched.add(new Match(null, null, null, match.address(), match.uid()));
            } else if (!again.contains(match.index())) {
                var place = chunk.places().get(match.index());
                matched.add(new Match(place.card(), place.number(), place.line(), match.address(), match.uid()));
            }
        }
        answer.pending().stream()
                .filter(index -> !again.contains(index))
                .map(chunk.places()::get)
                .forEach(pending::add);
        for (var rejected : answer.invalid()) {
            var place = chunk.places().get(rejected.index());
            invalid.add(new Invalid(place.card(), place.number(), place.line(), rejected.reason()));
        }
    }

    /// Notes the numbers that were there before, and gives their indexes in the chunk.
    private Set<Integer> again(Chunk chunk, NamedEntries named) {
        var again = new HashSet<Integer>();
        for (var entry : named.entries()) {
            int card = chunk.places().get(entry.indexes().getFirst()).card();
            var before = seen.putIfAbsent(entry.tag(), card);
            stored += before == null ? 1 : 0;
            for (int index : entry.indexes()
                    .subList(before == null ? 1 : 0, entry.indexes().size())) {
                var place = chunk.places().get(index);
                again.add(index);
                duplicates.add(
                        new Duplicate(place.card(), place.number(), place.line(), before == null ? card : before));
            }
        }
        return again;
    }

    /// After the last chunk, of which there is at least one.
    ImportAnswer answer(ImportAnswer.Format format) {
        if (last == null) {
            throw new IllegalStateException("no chunk was synced");
        }
        long here = matched.stream().filter(match -> match.card() != null).count();
        invalid.sort(Comparator.comparing(Invalid::card).thenComparing(i -> i.number() == null ? 0 : i.number()));
        duplicates.sort(Comparator.comparing(Duplicate::card).thenComparing(Duplicate::number));
        return new ImportAnswer(
                format,
                cards,
                numbers,
                matched,
                pending,
                invalid,
                duplicates,
                stored - (int) here - pending.size(),
                last.version(),
                last.checksum(),
                last.tagKey(),
                last.entries(),
                last.quota());
    }
}
