package dev.kith.examples;

import dev.kith.client.Kith;
import dev.kith.client.SelfProfile;
import java.util.Set;
import java.util.TreeMap;

/// A profile of which everybody in the app sees the name, acquaintances the city and friends the birthday.
public final class ProfileWithLevels {
    private static final int ANYONE = 0;
    private static final int ACQUAINTANCES = 1;
    private static final int FRIENDS = 2;

    /// Server, access token, number of somebody who becomes a friend.
    public static void main(String[] arguments) {
        try (var kith = new Kith()) {
            kith.setServer(arguments[0]);
            kith.setAccessToken(arguments[1]);
            IO.println("before: " + introduce(kith, arguments[2]));
            befriend(kith, arguments[2]);
            IO.println("after:  " + seenBy(kith, arguments[2]));
        }
    }

    /// What this person sees of it, who is nobody's friend yet.
    public static String introduce(Kith kith, String person) {
        kith.blocking()
                .setSelfProfile(SelfProfile.unchanged()
                        .with("name", "Ada", Set.of(ANYONE))
                        .with("city", "London", Set.of(ACQUAINTANCES, FRIENDS))
                        .with("birthday", "10 December", Set.of(FRIENDS)));
        return seenBy(kith, person);
    }

    public static void befriend(Kith kith, String person) {
        kith.blocking().save(kith.getProfile(person).setContact(true, ACQUAINTANCES, FRIENDS));
    }

    /// The names of the fields that they see, in the order of the alphabet.
    public static String seenBy(Kith kith, String person) {
        var seen = new TreeMap<>(kith.blocking().viewSelfProfileAs(person).fields());
        seen.values().removeIf(field -> !field.visible());
        return String.join(", ", seen.keySet());
    }
}
