package dev.kith.broken.first;

import dev.kith.broken.second.Second;

class First {
    Second second() {
        return new Second();
    }
}
