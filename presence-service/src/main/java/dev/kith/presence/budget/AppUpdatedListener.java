package dev.kith.presence.budget;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns the budget of each app. It holds from the next round of notices on, on every node.
@ApplicationScoped
class AppUpdatedListener {
    private final BudgetRepository budgets;

    AppUpdatedListener(BudgetRepository budgets) {
        this.budgets = budgets;
    }

    @Incoming("app.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                AppUpdated.parser(),
                event -> event.map(this::apply).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> apply(AppUpdated app) {
        return budgets.put(
                app.getApp(),
                app.getRevision(),
                app.hasPresence() ? app.getPresence().getPerSecond() : null);
    }
}
