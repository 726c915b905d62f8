package dev.kith.contacts.resolve;

import dev.kith.contacts.book.Hit;
import dev.kith.contacts.book.LockedBook;
import dev.kith.contacts.book.PhoneBookRepository;
import dev.kith.contacts.directory.Account;
import dev.kith.contacts.directory.Directory;
import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.ReadAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says who is behind addresses, to somebody who may know, for the price of a look-up where the address is new to
/// them.
///
/// Free are addresses of the caller's book, those looked up before, the caller's own, and users who know the caller
/// and whom the caller may find. Unknown, hidden and blocking users are one answer at one price.
@ApplicationScoped
class ResolveAddresses {
    private final Directory directory;
    private final Digests digests;
    private final Pool pool;
    private final PhoneBookRepository books;
    private final LookUpRepository lookUps;

    ResolveAddresses(
            Directory directory, Digests digests, Pool pool, PhoneBookRepository books, LookUpRepository lookUps) {
        this.directory = directory;
        this.digests = digests;
        this.pool = pool;
        this.books = books;
        this.lookUps = lookUps;
    }

    /// What became of one address.
    sealed interface Resolved {
        record Found(String address, long uid) implements Resolved {}

        record Unreachable() implements Resolved {}

        record Invalid(String reason) implements Resolved {}

        record OverQuota() implements Resolved {}
    }

    /// One result for each address, in their order.
    Uni<List<Resolved>> resolve(long uid, String app, List<@Nullable String> addresses, @Nullable String region) {
        return directory.account(uid, app).flatMap(account -> {
            var question = Question.of(account, addresses, region, digests);
            return look(account, question).map(question::answers);
        });
    }

    private Uni<Looked> look(Account account, Question question) {
        var asked = question.asked();
        return books.match(pool, account.uid(), account.digests(), asked.toArray(UUID[]::new))
                .flatMap(hits -> lookUps.known(pool, account.uid(), asked, question.others())
                        .map(known -> Looked.of(asked, hits, known)))
                .flatMap(looked -> looked.toPay().isEmpty()
                        ? Uni.createFrom().item(looked)
                        : pool.withTransaction(transaction -> pay(transaction, question, looked)));
    }

    private Uni<Looked> pay(SqlConnection transaction, Question question, Looked looked) {
        var account = question.account();
        return books.lock(transaction, account.uid(), account.app())
                .flatMap(book -> lookUps.known(transaction, account.uid(), looked.toPay(), question.others())
                        .flatMap(known -> charge(transaction, book, looked.unpaid(known), question)));
    }

    private Uni<Looked> charge(SqlConnection transaction, LockedBook book, Looked looked, Question question) {
        var unpaid = looked.toPay();
        int affordable = Math.min(unpaid.size(), book.quota().left());
        var refused = unpaid.subList(affordable, unpaid.size());
        book.charge(affordable);
        return lookUps.add(transaction, book.owner(), unpaid.subList(0, affordable), question.others(), question.key())
                .flatMap(done -> books.save(transaction, book))
                .replaceWith(looked.without(refused));
    }

    /// What the database knows about the question.
    ///
    /// @param found users whom the caller may find
    /// @param toPay addresses that are new to the caller, in the order of the question
    /// @param refused those of them for which there was no quota
    record Looked(Map<UUID, Long> found, List<UUID> toPay, Set<UUID> refused) {
        static Looked of(List<UUID> asked, List<Hit> hits, Set<UUID> known) {
            var found = new HashMap<UUID, Long>();
            var free = new HashSet<>(known);
            for (var hit : hits) {
                var digest = asked.get(hit.ordinal());
                if (hit.findable()) {
                    found.put(digest, hit.uid());
                }
                if (hit.isFree()) {
                    free.add(digest);
                }
            }
            return new Looked(
                    found,
                    asked.stream().filter(digest -> !free.contains(digest)).toList(),
                    Set.of());
        }

        /// @param paid by another call in the meantime
        Looked unpaid(Set<UUID> paid) {
            return new Looked(
                    found,
                    toPay.stream().filter(digest -> !paid.contains(digest)).toList(),
                    refused);
        }

        Looked without(List<UUID> unaffordable) {
            return new Looked(found, toPay, Set.copyOf(unaffordable));
        }
    }

    /// The addresses asked about, read.
    ///
    /// @param digests of others' addresses
    /// @param others what these may be stored as beside their digests, while two keys live
    /// @param key version of the key of the digests
    record Question(
            Account account, List<ReadAddress> addresses, Map<String, UUID> digests, Map<UUID, UUID> others, int key) {
        static Question of(Account account, List<@Nullable String> given, @Nullable String wanted, Digests digests) {
            var region = wanted == null ? ReadAddress.regionOf(account.address()) : wanted;
            var digest = digests.ofApp(account.app());
            var others = new HashMap<UUID, UUID>();
            var byAddress = new java.util.LinkedHashMap<String, UUID>();
            var read = new java.util.ArrayList<ReadAddress>();
            for (@Nullable String address : given) {
                var one = ReadAddress.of(address, region);
                read.add(one);
                if (one instanceof ReadAddress.Canonical canonical
                        && !canonical.address().equals(account.address())) {
                    var stored = byAddress.computeIfAbsent(canonical.address(), digest::of);
                    digest.otherOf(canonical.address()).ifPresent(other -> others.put(stored, other));
                }
            }
            return new Question(account, read, byAddress, others, digest.key());
        }

        /// Digests of others' addresses, each once.
        List<UUID> asked() {
            return List.copyOf(digests.values());
        }

        List<Resolved> answers(Looked looked) {
            return addresses.stream().map(address -> answer(address, looked)).toList();
        }

        private Resolved answer(ReadAddress address, Looked looked) {
            return switch (address) {
                case ReadAddress.Rejected rejected -> new Resolved.Invalid(rejected.reason());
                case ReadAddress.Canonical canonical -> answer(canonical.address(), looked);
            };
        }

        private Resolved answer(String address, Looked looked) {
            if (address.equals(account.address())) {
                return new Resolved.Found(address, account.uid());
            }
            var digest = digests.get(address);
            if (digest != null && looked.refused().contains(digest)) {
                return new Resolved.OverQuota();
            }
            var uid = digest == null ? null : looked.found().get(digest);
            return uid == null ? new Resolved.Unreachable() : new Resolved.Found(address, uid);
        }
    }
}
