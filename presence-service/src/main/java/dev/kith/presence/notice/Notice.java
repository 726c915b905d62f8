package dev.kith.presence.notice;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.kit.event.Event;
import dev.kith.presence.people.Shown;
import dev.kith.presence.people.View;
import java.util.ArrayList;
import java.util.List;

/// One view of a subject, for all who see exactly that.
record Notice(Shown subject, View view, List<Long> recipients) {
    /// Largest number of recipients of one record: some kilobytes.
    static final int MOST_RECIPIENTS = 1000;

    /// The records, each for so many recipients as one takes.
    List<Event> events() {
        var events = new ArrayList<Event>();
        for (int from = 0; from < recipients.size(); from += MOST_RECIPIENTS) {
            var some = recipients.subList(from, Math.min(recipients.size(), from + MOST_RECIPIENTS));
            events.add(Event.of(Topic.PRESENCE_NOTICE, subject.uid(), message(some)));
        }
        return events;
    }

    private PresenceNotice message(List<Long> some) {
        var message = PresenceNotice.newBuilder()
                .setSubject(subject.uid())
                .setApp(subject.app())
                .setAddress(subject.address())
                .addAllRecipients(some);
        if (view.online() != null) {
            message.setOnline(view.online());
        }
        if (view.lastSeenAt() != null) {
            message.setLastSeenAt(view.lastSeenAt());
        }
        return message.build();
    }
}
