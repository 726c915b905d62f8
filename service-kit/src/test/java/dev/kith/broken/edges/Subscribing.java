package dev.kith.broken.edges;

import io.smallrye.mutiny.Uni;

class Subscribing {
    void start(Uni<String> uni) {
        uni.subscribe().with(done -> {});
    }
}
