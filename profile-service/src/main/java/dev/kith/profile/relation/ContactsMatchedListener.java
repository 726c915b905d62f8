package dev.kith.profile.relation;

import dev.kith.contracts.event.ContactsMatched;
import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears what users did with their phone books, and whose entries have become users: of a number that many hold
/// thousands at once, so they are taken in batches.
@ApplicationScoped
class ContactsMatchedListener {
    private final ApplyBooks books;
    private final DeadLetters deadLetters;

    ContactsMatchedListener(ApplyBooks books, DeadLetters deadLetters) {
        this.books = books;
        this.deadLetters = deadLetters;
    }

    @Incoming("contacts.matched")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(records, ContactsMatchedListener::read, books::apply, deadLetters);
    }

    private static BookAct read(ConsumerRecord<byte[], byte[]> record) {
        var act = Listening.read(record, ContactsMatched.parser());
        if (act.getOwner() <= 0 || act.getApp().isEmpty()) {
            throw new PoisonedRecord("an act without owner or app");
        }
        return BookAct.of(act);
    }
}
