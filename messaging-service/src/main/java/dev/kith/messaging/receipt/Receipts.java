package dev.kith.messaging.receipt;

import dev.kith.contracts.event.GroupProgress;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StatusRise;
import dev.kith.kit.caller.Caller;
import dev.kith.messaging.inbox.InboxReader;
import dev.kith.messaging.log.InboxLog;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells senders what became of their messages: one record to each sender for all of an act. Statuses only rise, so
/// telling twice does no harm, and nobody waits for them, so they travel together.
@ApplicationScoped
public class Receipts {
    private final InboxLog log;
    private final InboxReader inbox;
    private final Clock clock;

    Receipts(InboxLog log, InboxReader inbox, Clock clock) {
        this.log = log;
        this.inbox = inbox;
        this.clock = clock;
    }

    /// A device of the caller has stored these.
    ///
    /// @param senders of each message
    public Future<Void> delivered(Caller caller, Map<Long, Long> senders) {
        var bySender = new LinkedHashMap<Long, List<Long>>();
        senders.forEach((id, sender) ->
                bySender.computeIfAbsent(sender, s -> new ArrayList<>()).add(id));
        return append(caller, bySender, StatusRise.Status.DELIVERED);
    }

    /// As above, and besides these of all changes of the caller's inbox in (after, upTo] that are not read yet.
    public Future<Void> delivered(Caller caller, Map<Long, Long> known, long after, long upTo) {
        return inbox.undelivered(caller.uid(), after, upTo).compose(received -> {
            var senders = new LinkedHashMap<>(known);
            received.forEach(message -> senders.put(message.id(), message.sender()));
            return delivered(caller, senders);
        });
    }

    /// The caller has read these; what is no unread message of their inbox is passed over.
    public Future<Void> read(Caller caller, Collection<Long> ids) {
        return inbox.unread(caller.uid(), ids).compose(received -> {
            var risen = new LinkedHashMap<Long, List<Long>>();
            for (var message : received) {
                risen.computeIfAbsent(caller.uid(), own -> new ArrayList<>()).add(message.id());
                if (message.wantsReadReceipt()) {
                    risen.computeIfAbsent(message.sender(), sender -> new ArrayList<>())
                            .add(message.id());
                }
            }
            return append(caller, risen, StatusRise.Status.READ);
        });
    }

    /// To the senders, and of messages in groups, which have a number below 0, to the groups.
    private Future<Void> append(Caller caller, Map<Long, List<Long>> ids, StatusRise.Status status) {
        var people = new LinkedHashMap<Long, List<Long>>();
        var appended = new ArrayList<Future<Void>>();
        ids.forEach((to, all) -> {
            if (to < 0) {
                appended.add(log.append(progress(caller, -to, all, status)));
            } else {
                people.put(to, all);
            }
        });
        if (!people.isEmpty() || appended.isEmpty()) {
            appended.add(log.appendSoon(records(caller, people, status)));
        }
        return appended.size() == 1 ? appended.getFirst() : Future.all(appended).mapEmpty();
    }

    private GroupRecord progress(Caller caller, long group, List<Long> ids, StatusRise.Status status) {
        return GroupRecord.newBuilder()
                .setGroup(group)
                .setApp(caller.app())
                .setProgress(GroupProgress.newBuilder()
                        .setUid(caller.uid())
                        .addAllIds(ids)
                        .setStatus(status)
                        .setAt(clock.millis()))
                .build();
    }

    private List<InboxRecord> records(Caller caller, Map<Long, List<Long>> idsByOwner, StatusRise.Status status) {
        long now = clock.millis();
        return idsByOwner.entrySet().stream()
                .map(entry -> InboxRecord.newBuilder()
                        .setOwner(entry.getKey())
                        .setApp(caller.app())
                        .setStatus(StatusRise.newBuilder()
                                .addAllIds(entry.getValue())
                                .setStatus(status)
                                .setAt(now))
                        .build())
                .toList();
    }
}
