package dev.kith.broken.edges;

import io.smallrye.mutiny.Uni;

class Combining {
    Uni<Object> both(Uni<String> one, Uni<String> other) {
        return Uni.combine().all().unis(one, other).asTuple().map(Object.class::cast);
    }
}
