package dev.kith.broken.edges;

import jakarta.inject.Inject;
import java.time.Clock;

class FieldInjection {
    @Inject
    Clock clock;
}
