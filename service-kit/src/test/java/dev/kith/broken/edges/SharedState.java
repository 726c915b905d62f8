package dev.kith.broken.edges;

class SharedState {
    static int calls;
}
