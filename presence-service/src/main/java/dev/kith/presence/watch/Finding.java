package dev.kith.presence.watch;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Address.Fault;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.resolve.AddressResolver;
import dev.kith.kit.resolve.Resolution;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.People;
import dev.kith.presence.people.Relation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the users behind addresses: those about whom the caller has said something from what is known here, all
/// others, also those who only said something about the caller, by asking contact-sync-service, in the caller's name
/// and on their quota.
///
/// Behind a block one is asked about like anyone unknown. So the answer comes from the same place, takes the same
/// time and fails with the same outage, whatever the reason is.
@ApplicationScoped
class Finding {
    private final People people;
    private final AddressResolver resolver;

    Finding(People people, AddressResolver resolver) {
        this.people = people;
        this.resolver = resolver;
    }

    /// Whom each address leads to, by the address as it was given.
    Uni<Map<String, Found>> find(Caller caller, List<String> addresses) {
        var given = new TreeSet<>(addresses);
        var canonicalByGiven = new HashMap<String, String>();
        var found = new HashMap<String, Found>();
        for (var address : given) {
            switch (Addresses.canonical(address, null)) {
                case Address.Telephone number -> canonicalByGiven.put(address, number.canonical());
                case Address.Opaque opaque -> canonicalByGiven.put(address, opaque.canonical());
                case Address.Invalid invalid ->
                    refusal(invalid.fault()).ifPresent(nobody -> found.put(address, nobody));
            }
        }
        return related(caller, canonicalByGiven.values())
                .invoke(related -> found.putAll(byGiven(canonicalByGiven, related)))
                .flatMap(related -> askForTheRest(caller, given, found));
    }

    // A number without a country can be read only by who knows the caller's region: it goes on as it is, but not to the
    // store, which has no user at it and does not take every character. What is no address at all goes nowhere, and is
    // answered as contact-sync-service answers it.
    private static Optional<Found> refusal(Fault fault) {
        return switch (fault) {
            case REGION_NEEDED, EMPTY -> Optional.empty();
            default -> Optional.of(new Found.Nobody(ErrorCode.INVALID_NUMBER));
        };
    }

    private static Map<String, Found> byGiven(Map<String, String> canonicalByGiven, Map<String, Found> related) {
        var found = new HashMap<String, Found>();
        canonicalByGiven.forEach((given, canonical) -> {
            var user = related.get(canonical);
            if (user != null) {
                found.put(given, user);
            }
        });
        return found;
    }

    private Uni<Map<String, Found>> askForTheRest(Caller caller, Set<String> addresses, Map<String, Found> found) {
        var strangers = addresses.stream()
                .filter(address -> !found.containsKey(address))
                .toList();
        return ask(caller, strangers).invoke(found::putAll).replaceWith(found);
    }

    private Uni<Map<String, Found>> related(Caller caller, Collection<String> canonical) {
        return people.atAddresses(caller.app(), canonical)
                .flatMap(uids -> people.relations(uids.values().stream()
                                .map(uid -> new Pair(uid, caller.uid()))
                                .toList())
                        .map(relations -> uids.entrySet().stream()
                                .filter(at -> isOpen(caller, at.getValue(), relations))
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, at -> new Found.User(at.getValue(), at.getKey())))));
    }

    private static boolean isOpen(Caller caller, long uid, Map<Pair, Relation> relations) {
        var relation = relations.getOrDefault(new Pair(uid, caller.uid()), Relation.NONE);
        return uid == caller.uid() || (relation.known() && !relation.isBlocked());
    }

    private Uni<Map<String, Found>> ask(Caller caller, List<String> strangers) {
        return Multi.createFrom()
                .iterable(strangers)
                .group()
                .intoLists()
                .of(AddressResolver.MOST)
                .onItem()
                .transformToUniAndConcatenate(some -> askSome(caller, some))
                .collect()
                .in(HashMap::new, Map::putAll);
    }

    private Uni<Map<String, Found>> askSome(Caller caller, List<String> addresses) {
        return resolver.resolve(caller, addresses).flatMap(resolutions -> {
            var found = new HashMap<String, Found>();
            for (int i = 0; i < addresses.size(); i++) {
                found.put(
                        addresses.get(i),
                        switch (resolutions.get(i)) {
                            case Resolution.Found user -> new Found.User(user.uid(), user.address());
                            case Resolution.Refused refused -> new Found.Nobody(refused.code());
                        });
            }
            return withoutBlocked(caller, found);
        });
    }

    // contact-sync-service may not have heard of a block yet that is known here.
    private Uni<Map<String, Found>> withoutBlocked(Caller caller, Map<String, Found> found) {
        var pairs = found.values().stream()
                .filter(Found.User.class::isInstance)
                .map(user -> new Pair(((Found.User) user).uid(), caller.uid()))
                .toList();
        return people.relations(pairs).map(relations -> {
            found.replaceAll((address, who) -> who instanceof Found.User user
                            && relations
                                    .getOrDefault(new Pair(user.uid(), caller.uid()), Relation.NONE)
                                    .isBlocked()
                    ? new Found.Nobody(ErrorCode.UNREACHABLE)
                    : who);
            return found;
        });
    }
}
