package dev.kith.broken.edges;

class ThingManager {}
