package dev.kith.broken.edges;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

class Removing implements PanacheRepositoryBase<Stored, Long> {
    Uni<Void> remove(Stored stored) {
        return delete(stored);
    }
}
