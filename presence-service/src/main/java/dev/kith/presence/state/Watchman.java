package dev.kith.presence.state;

import dev.kith.presence.people.Beliefs;
import dev.kith.presence.round.Rounds;
import dev.kith.presence.session.SessionRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.function.LongPredicate;

/// Goes round by itself, for what no event tells: absences that have lasted, sessions that died in silence, and
/// sessions whose opening was lost. See [Share] for which users are this node's.
@ApplicationScoped
class Watchman {
    private static final int PORTION = 500;

    private final Share share;
    private final Beliefs beliefs;
    private final SessionRegistry registry;
    private final Absences absences;
    private final Judgement judgement;
    private final StateConfiguration configuration;
    private final Rounds absenceRounds;
    private final Rounds sweepRounds;
    private final Rounds searchRounds;

    Watchman(
            Share share,
            Beliefs beliefs,
            SessionRegistry registry,
            Absences absences,
            Judgement judgement,
            StateConfiguration configuration,
            Vertx vertx) {
        this.share = share;
        this.beliefs = beliefs;
        this.registry = registry;
        this.absences = absences;
        this.judgement = judgement;
        this.configuration = configuration;
        this.absenceRounds = new Rounds(vertx, "telling who went offline", this::lookAtAbsences);
        this.sweepRounds = new Rounds(vertx, "sweeping for silent deaths", this::sweep);
        this.searchRounds = new Rounds(vertx, "searching for sessions that nobody told of", this::search);
    }

    void start(@Observes StartupEvent started) {
        absenceRounds.every(configuration.absenceCheck());
        sweepRounds.every(configuration.sweep());
        searchRounds.every(configuration.search());
    }

    void stop(@Observes ShutdownEvent stopping) {
        absenceRounds.stop();
        sweepRounds.stop();
        searchRounds.stop();
    }

    private Uni<Boolean> lookAtAbsences() {
        var due = absences.due(PORTION);
        return due.isEmpty()
                ? Uni.createFrom().item(false)
                : judgement.lookAgain(due).map(settled -> settled && due.size() == PORTION);
    }

    private Uni<Boolean> sweep() {
        return share.mine().flatMap(mine -> sweepAfter(0, mine)).replaceWith(false);
    }

    private Uni<Void> sweepAfter(long uid, LongPredicate mine) {
        return beliefs.onlineAfter(uid, PORTION).flatMap(online -> {
            var next = online.size() < PORTION
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().deferred(() -> sweepAfter(online.getLast(), mine));
            return lookAtMine(online, mine).chain(() -> next);
        });
    }

    private Uni<Void> lookAtMine(List<Long> online, LongPredicate mine) {
        var share = only(online, mine);
        return share.isEmpty() ? Uni.createFrom().voidItem() : judgement.lookAtOnline(share);
    }

    private Uni<Boolean> search() {
        return share.mine()
                .onItem()
                .transformToMulti(this::found)
                .onItem()
                .transformToUniAndConcatenate(judgement::lookForSessions)
                .collect()
                .last()
                .replaceWith(false);
    }

    private Multi<List<Long>> found(LongPredicate mine) {
        return registry.everyone().map(uids -> only(uids, mine)).filter(uids -> !uids.isEmpty());
    }

    private static List<Long> only(List<Long> uids, LongPredicate mine) {
        return uids.stream().filter(mine::test).toList();
    }
}
