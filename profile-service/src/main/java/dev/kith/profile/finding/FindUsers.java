package dev.kith.profile.finding;

import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.resolve.AddressResolver;
import dev.kith.kit.resolve.Resolution;
import dev.kith.profile.finding.Finding.Found;
import dev.kith.profile.finding.Finding.Refused;
import dev.kith.profile.viewing.View;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds users for a caller who names them.
///
/// Whom the caller has said something about is known here. For everybody else, also for those who only said
/// something about the caller, contact-sync-service is asked, in the caller's name and on their quota. A user
/// who has blocked the caller is asked for there as if unknown, so that the two cannot be told apart by the
/// answer or by the time it takes.
@ApplicationScoped
public class FindUsers {
    private final ViewRepository views;
    private final AddressResolver resolver;

    FindUsers(ViewRepository views, AddressResolver resolver) {
        this.views = views;
        this.resolver = resolver;
    }

    /// Users to be read about, by address: one finding each, in their order.
    public Uni<List<Finding>> byAddresses(Caller caller, List<String> addresses) {
        return find(caller, addresses, FindUsers::readable);
    }

    /// Users to be read about, by uid. A uid of which the caller said nothing is nobody, so uids cannot be
    /// tried out.
    public Uni<List<Finding>> byUids(Caller caller, List<Long> uids) {
        return views.byUids(caller.uid(), caller.app(), uids)
                .map(FindUsers::byUid)
                .map(found -> uids.stream()
                        .map(uid -> ifAny(found.get(uid), FindUsers::readable))
                        .toList());
    }

    /// The one user to be read about at this address.
    ///
    /// @throws ProblemException when there is none for this caller
    public Uni<View> toRead(Caller caller, String address) {
        return find(caller, List.of(address), FindUsers::readable).map(FindUsers::theOne);
    }

    /// The one user at this address, to be granted, followed or blocked. What the caller once said about somebody
    /// can be changed whether or not they have blocked the caller.
    ///
    /// @throws ProblemException when there is none for this caller
    public Uni<View> toRelate(Caller caller, String address) {
        return find(caller, List.of(address), FindUsers::relatable).map(FindUsers::theOne);
    }

    private static boolean readable(View view) {
        return view.mine().blocked() || (view.known() && open(view));
    }

    private static boolean open(View view) {
        return !view.theirs().hides();
    }

    private static boolean relatable(View view) {
        return readable(view) || view.mine().exists();
    }

    private Uni<List<Finding>> find(Caller caller, List<String> given, Predicate<View> known) {
        var search = new Search(given);
        return views.byAddresses(caller.uid(), caller.app(), search.open())
                .invoke(found -> found.stream().filter(known).forEach(search::found))
                .flatMap(found -> resolve(caller, search))
                .map(resolved -> search.findings());
    }

    private Uni<Void> resolve(Caller caller, Search search) {
        return Multi.createFrom()
                .iterable(search.openBy(AddressResolver.MOST))
                .onItem()
                .transformToUniAndConcatenate(some -> resolver.resolve(caller, some)
                        .flatMap(resolutions -> take(caller, search, some, resolutions))
                        .onFailure(ProblemException.class)
                        .invoke(failure -> some.forEach(one -> search.refused(one, (ProblemException) failure)))
                        .onFailure(ProblemException.class)
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> take(Caller caller, Search search, List<String> asked, List<Resolution> resolutions) {
        Map<String, Long> uidByAddress = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            var address = asked.get(i);
            switch (resolutions.get(i)) {
                case Resolution.Found found -> uidByAddress.put(address, found.uid());
                case Resolution.Refused refused ->
                    search.refused(address, new ProblemException(refused.code(), refused.detail()));
            }
        }
        return views.byUids(caller.uid(), caller.app(), Set.copyOf(uidByAddress.values()))
                .map(FindUsers::byUid)
                .invoke(found -> uidByAddress.forEach(
                        (address, uid) -> search.finding(address, ifAny(found.get(uid), FindUsers::open))))
                .replaceWithVoid();
    }

    private static Map<Long, View> byUid(List<View> views) {
        return views.stream().collect(Collectors.toMap(view -> view.profile().uid(), Function.identity()));
    }

    private static Finding ifAny(@Nullable View view, Predicate<View> allowed) {
        return view != null && allowed.test(view) ? new Found(view) : Refused.UNREACHABLE;
    }

    private static View theOne(List<Finding> findings) {
        return switch (findings.getFirst()) {
            case Found found -> found.view();
            case Refused refused -> throw refused.problem();
        };
    }
}
