package dev.kith.bench.world;

import dev.kith.contacts.number.AddressDigest;
import java.util.UUID;

/// What `bench world` has loaded, for those who measure against it. Not thread-safe.
public final class World {
    /// How many numbers of nobody stand in thousands of books.
    public static final int POPULAR = Books.POPULAR;

    private final Population population;
    private final AddressDigest digests;

    World(Population population, AddressDigest digests) {
        this.population = population;
        this.digests = digests;
    }

    public Population population() {
        return population;
    }

    /// A number that many hold and that is nobody's yet, in E.164.
    public String popular(int index) {
        return population.stranger(index);
    }

    public UUID digest(String number) {
        return digests.of(number);
    }
}
