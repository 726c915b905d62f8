package dev.kith.presence.watch;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.People;
import dev.kith.presence.people.Relation;
import dev.kith.presence.people.Shown;
import dev.kith.presence.people.Sight;
import dev.kith.presence.people.View;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Watches people: their presence as of now, and notices of its changes until the lease ends.
@ApplicationScoped
class WatchPresence {
    private final Finding finding;
    private final People people;
    private final Leases leases;

    WatchPresence(Finding finding, People people, Leases leases) {
        this.finding = finding;
        this.people = people;
        this.leases = leases;
    }

    /// One answer for each address, in their order. The device watches these and no others from now on.
    Uni<List<Watched>> watch(Caller caller, List<String> addresses) {
        return finding.find(caller, addresses).flatMap(found -> watchFound(caller, addresses, found));
    }

    private Uni<List<Watched>> watchFound(Caller caller, List<String> addresses, Map<String, Found> found) {
        var subjects = found.values().stream()
                .filter(Found.User.class::isInstance)
                .map(user -> ((Found.User) user).uid())
                .collect(Collectors.toUnmodifiableSet());
        // The lease before the look: a change in between is told as a notice, at worst of what the look shows too.
        return leases.replace(new Watcher(caller.uid(), caller.device()), subjects)
                .flatMap(watching -> look(caller, subjects))
                .map(views -> addresses.stream()
                        .map(address -> watched(address, found.get(address), views))
                        .toList());
    }

    private Uni<Map<Long, View>> look(Caller caller, Set<Long> subjects) {
        return people.shown(subjects)
                .flatMap(shown -> people.relations(pairs(caller, shown.keySet()))
                        .map(relations -> views(caller, shown.values(), relations)));
    }

    private static List<Pair> pairs(Caller caller, Collection<Long> subjects) {
        return subjects.stream().map(subject -> new Pair(subject, caller.uid())).toList();
    }

    private static Map<Long, View> views(Caller caller, Collection<Shown> shown, Map<Pair, Relation> relations) {
        return shown.stream()
                .filter(subject -> subject.app().equals(caller.app()))
                .collect(Collectors.toMap(
                        Shown::uid, subject -> View.of(subject, sight(caller, subject.uid(), relations))));
    }

    private static Sight sight(Caller caller, long subject, Map<Pair, Relation> relations) {
        return subject == caller.uid()
                ? Sight.OWN
                : relations
                        .getOrDefault(new Pair(subject, caller.uid()), Relation.NONE)
                        .sight();
    }

    private static Watched watched(String address, @Nullable Found found, Map<Long, View> views) {
        return switch (found) {
            case Found.User user -> new Watched.Seen(user.address(), views.getOrDefault(user.uid(), View.NOTHING));
            case Found.Nobody nobody -> new Watched.Refused(address, nobody.code());
            case null -> new Watched.Refused(address, ErrorCode.UNREACHABLE);
        };
    }
}
