package dev.kith.broken.edges;

import io.smallrye.mutiny.Uni;

class Waiting {
    String wait(Uni<String> uni) {
        return uni.await().indefinitely();
    }
}
