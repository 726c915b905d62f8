package dev.kith.messaging.history;

import dev.kith.kit.caller.Caller;
import dev.kith.messaging.groupinbox.Returns;
import dev.kith.messaging.inbox.HistoryPlace;
import dev.kith.messaging.inbox.HistoryReader;
import dev.kith.messaging.inbox.InboxReader.Page;
import dev.kith.messaging.inbox.SummaryReader;
import dev.kith.messaging.inbox.WordIndex;
import dev.kith.messaging.people.People;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.LongFunction;

/// Reads what the caller has: their own inbox is all that is ever looked at, so a peer whom the caller never
/// wrote with has no messages, whether or not there is such a user.
@ApplicationScoped
class ReadHistory {
    private static final long EVERYBODY = 0;

    private final HistoryReader history;
    private final SummaryReader summary;
    private final WordIndex words;
    private final People people;
    private final Returns returns;

    ReadHistory(HistoryReader history, SummaryReader summary, WordIndex words, People people, Returns returns) {
        this.history = history;
        this.summary = summary;
        this.words = words;
        this.people = people;
        this.returns = returns;
    }

    /// Which page of messages.
    ///
    /// @param peer canonical address; empty: with everybody
    /// @param group in which; empty: in all
    /// @param words empty: all messages
    /// @param before empty: the first page
    record Wish(
            Optional<String> peer,
            Optional<Long> group,
            Optional<String> words,
            Optional<HistoryPlace> before,
            int limit) {
        HistoryPlace place() {
            return before.orElse(HistoryPlace.END);
        }
    }

    Future<HistoryAnswer> messages(Caller caller, Wish wish) {
        return returns.awaited(caller.uid())
                .compose(there ->
                        wish.words().map(sought -> found(caller, wish, sought)).orElseGet(() -> inOrder(caller, wish)));
    }

    /// @param asOf the moment that all pages are of; [HistoryPlace#END] for the first
    Future<SummaryAnswer> summary(Caller caller, HistoryPlace asOf, HistoryPlace before, int limit) {
        return returns.awaited(caller.uid())
                .compose(there -> people.addressOf(caller.uid()))
                .compose(own -> summary.read(caller.uid(), asOf, before, limit)
                        .map(lines -> SummaryAnswer.of(lines, own, limit, asOf)));
    }

    private Future<HistoryAnswer> inOrder(Caller caller, Wish wish) {
        return told(
                        caller,
                        wish,
                        peer -> peer == EVERYBODY
                                ? history.all(caller.uid(), wish.place(), wish.limit())
                                : history.withPeer(caller.uid(), peer, wish.place(), wish.limit()))
                .compose(read -> people.addressOf(caller.uid()).map(own -> HistoryAnswer.of(read, own)));
    }

    /// What comes in while pages are turned would be on none of them, so only the first looks for it.
    private Future<HistoryAnswer> found(Caller caller, Wish wish, String sought) {
        var findable = wish.before().isPresent()
                ? words.asItIs(caller.uid(), caller.app())
                : words.upToDate(caller.uid(), caller.app());
        return findable.compose(index -> found(caller, wish, sought, index));
    }

    private Future<HistoryAnswer> found(Caller caller, Wish wish, String sought, WordIndex.Findable index) {
        return told(
                        caller,
                        wish,
                        peer -> history.found(
                                caller.uid(),
                                new HistoryReader.Words(index.language(), sought, peer),
                                wish.place(),
                                wish.limit()))
                .compose(read -> people.addressOf(caller.uid())
                        .map(own -> HistoryAnswer.of(read, own, index.whole() ? null : Boolean.TRUE)));
    }

    /// Reads what is of the wished peer; a group is one below 0.
    private Future<Page> told(Caller caller, Wish wish, LongFunction<Future<Page>> read) {
        if (wish.group().isPresent()) {
            return read.apply(-wish.group().get());
        }
        return wish.peer().map(peer -> ofPeer(caller, peer, read)).orElseGet(() -> read.apply(EVERYBODY));
    }

    private Future<Page> ofPeer(Caller caller, String peer, LongFunction<Future<Page>> read) {
        return people.at(caller.app(), peer, caller.uid())
                .compose(found -> found.map(there -> read.apply(there.uid()))
                        .orElseGet(() -> Future.succeededFuture(Page.EMPTY)));
    }
}
