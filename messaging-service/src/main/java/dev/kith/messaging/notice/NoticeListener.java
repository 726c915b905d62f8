package dev.kith.messaging.notice;

import dev.kith.contracts.event.ContactJoined;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.contracts.socket.PresenceOf;
import dev.kith.contracts.socket.ProfileChanged;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.log.InboxLog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hands on what other services want users to know. A contact that joined becomes an entry of the inbox, stored
/// once; changed profiles and presence go to the sessions that are there now, and are never stored.
@ApplicationScoped
class NoticeListener {
    private final InboxLog log;
    private final Delivery delivery;
    private final DeadLetters deadLetters;

    NoticeListener(InboxLog log, Delivery delivery, DeadLetters deadLetters) {
        this.log = log;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
    }

    /// In batches: whose number many hold is announced to all of them at once.
    @Incoming("contact.joined")
    Uni<Void> contactsJoined(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(
                records,
                record -> Listening.read(record, ContactJoined.parser()),
                events -> Uni.createFrom()
                        .completionStage(() -> log.append(events.stream()
                                        .map(NoticeListener::entry)
                                        .toList())
                                .toCompletionStage()),
                deadLetters);
    }

    @Incoming("profile.notice")
    Uni<Void> profileChanged(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, ProfileNotice.parser(), notice -> {
            tell(
                    notice.getRecipientsList(),
                    ServerFrame.newBuilder()
                            .setProfileChanged(ProfileChanged.newBuilder()
                                    .setAddress(notice.getAddress())
                                    .setVersion(notice.getVersion())
                                    .putAllFields(notice.getFieldsMap())
                                    .setOrder(notice.getOrder())
                                    .setGroup(notice.getGroup()))
                            .build());
            return Uni.createFrom().voidItem();
        });
    }

    @Incoming("presence.notice")
    Uni<Void> presenceOf(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, PresenceNotice.parser(), notice -> {
            tell(notice.getRecipientsList(), frame(notice));
            return Uni.createFrom().voidItem();
        });
    }

    private void tell(List<Long> recipients, ServerFrame frame) {
        delivery.deliver(recipients.stream().map(uid -> new Parcel(uid, frame)).toList());
    }

    private static InboxRecord entry(ContactJoined event) {
        return InboxRecord.newBuilder()
                .setOwner(event.getRecipient())
                .setApp(event.getApp())
                .setJoined(JoinedContact.newBuilder()
                        .setJoiner(event.getJoiner())
                        .setAddress(event.getAddress())
                        .setAt(event.getAt())
                        .setMovedFrom(event.getMovedFrom())
                        .setMove(event.getMove()))
                .build();
    }

    private static ServerFrame frame(PresenceNotice notice) {
        var presence = PresenceOf.newBuilder().setAddress(notice.getAddress());
        if (notice.hasOnline()) {
            presence.setOnline(notice.getOnline());
        }
        if (notice.hasLastSeenAt()) {
            presence.setLastSeenAt(notice.getLastSeenAt());
        }
        return ServerFrame.newBuilder().setPresenceOf(presence).build();
    }
}
