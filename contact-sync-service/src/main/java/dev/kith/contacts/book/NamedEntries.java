package dev.kith.contacts.book;

import dev.kith.contacts.directory.Account;
import dev.kith.contacts.number.AppDigests;
import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.ReadAddress;
import dev.kith.contacts.number.TagKey;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The entries that a call names, each address once, in the order of the call.
///
/// @param invalid entries that are no address, or the user's own, by their index
/// @param removed tags of what is to go
/// @param key version of the key of the digests
public record NamedEntries(List<Entry> entries, List<SyncAnswer.Invalid> invalid, List<Long> removed, int key) {

    /// One address.
    ///
    /// @param other what the address may be stored as, while two keys live
    /// @param indexes where the call names it; several spellings of one number are one entry
    public record Entry(String address, UUID digest, Optional<UUID> other, long tag, List<Integer> indexes) {}

    boolean areUnderTwoKeys() {
        return !entries.isEmpty() && entries.getFirst().other().isPresent();
    }

    UUID[] digests() {
        return entries.stream().map(Entry::digest).toArray(UUID[]::new);
    }

    /// In the order of [#digests].
    UUID[] others() {
        return entries.stream().flatMap(entry -> entry.other().stream()).toArray(UUID[]::new);
    }

    /// Reads what people wrote. Work for the processor alone, some microseconds an entry.
    ///
    /// @throws ProblemException when something to be removed cannot be read: left in the book it would do harm
    static NamedEntries read(SyncAct act, Account account, Digests digests) {
        var region = act.region() == null ? ReadAddress.regionOf(account.address()) : act.region();
        var tags = digests.tagsOf(account.uid());
        return new Reading(region, account.address(), digests.ofApp(account.app()), tags).read(act);
    }

    /// Reads one call.
    private static final class Reading {
        private static final int MOST_BY_ONE = 200;

        private final @Nullable String region;
        private final String own;
        private final AppDigests digests;
        private final TagKey tags;
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private final List<SyncAnswer.Invalid> invalid = new ArrayList<>();

        Reading(@Nullable String region, String own, AppDigests digests, TagKey tags) {
            this.region = region;
            this.own = own;
            this.digests = digests;
            this.tags = tags;
        }

        NamedEntries read(SyncAct act) {
            var read = readAll(act.add());
            for (int index = 0; index < read.size(); index++) {
                switch (read.get(index)) {
                    case ReadAddress.Rejected rejected -> invalid.add(new SyncAnswer.Invalid(index, rejected.reason()));
                    case ReadAddress.Canonical canonical -> add(canonical.address(), index);
                }
            }
            var removed = act.remove().stream().map(this::tagOf).distinct().toList();
            return new NamedEntries(List.copyOf(entries.values()), List.copyOf(invalid), removed, digests.key());
        }

        /// By all processors when there are many: reading them is the larger part of the work of a sync.
        private List<ReadAddress> readAll(List<@Nullable String> given) {
            var texts = given.size() > MOST_BY_ONE ? given.parallelStream() : given.stream();
            return texts.map(text -> ReadAddress.of(text, region)).toList();
        }

        private void add(String address, int index) {
            if (address.equals(own)) {
                invalid.add(new SyncAnswer.Invalid(index, "own"));
                return;
            }
            entries.computeIfAbsent(
                            address,
                            a -> new Entry(a, digests.of(a), digests.otherOf(a), tags.tagOf(a), new ArrayList<>(1)))
                    .indexes()
                    .add(index);
        }

        private long tagOf(String removed) {
            var tag = TagKey.parse(removed);
            if (tag.isPresent()) {
                return tag.getAsLong();
            }
            return switch (ReadAddress.of(removed, region)) {
                case ReadAddress.Canonical read -> tags.tagOf(read.address());
                case ReadAddress.Rejected rejected ->
                    throw new ProblemException(
                            ErrorCode.INVALID_VALUE,
                            "remove has an entry that is neither a tag nor an address: " + rejected.reason());
            };
        }
    }
}
