package dev.kith.broken.second;

import dev.kith.broken.first.Turn;

public class Second {
    Turn turn() {
        return new Turn();
    }
}
