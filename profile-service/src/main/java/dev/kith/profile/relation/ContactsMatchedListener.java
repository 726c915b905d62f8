package dev.kith.profile.relation;

import dev.kith.contracts.event.ContactsMatched;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears what users did with their phone books.
@ApplicationScoped
class ContactsMatchedListener {
    private final ApplyBook book;

    ContactsMatchedListener(ApplyBook book) {
        this.book = book;
    }

    @Incoming("contacts.matched")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, ContactsMatched.parser(), this::apply);
    }

    private Uni<Void> apply(ContactsMatched act) {
        if (act.getOwner() <= 0 || act.getApp().isEmpty()) {
            throw new PoisonedRecord("an act without owner or app");
        }
        return book.apply(act);
    }
}
