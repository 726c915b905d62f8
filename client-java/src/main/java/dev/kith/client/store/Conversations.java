package dev.kith.client.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * With whom, or in which group, messages are. What a conversation says of its messages, its last one and how many are
 * unread, is counted anew at the end of each transaction that touched it, so no way of changing a message can forget it.
 */
final class Conversations {
    private static final String COUNT = "update conversation set unread = (select count(*) from message m"
            + " where m.conversation = conversation.number and m.status = 'RECEIVED_NEW'),"
            + " (last_at, last_id) = (select m.accepted_at, m.id from message m"
            + " where m.conversation = conversation.number and m.status <> 'DELETED'"
            + " order by m.accepted_at desc, m.id desc limit 1) where number = ?";

    private final Connected database;
    private final Map<Of, Long> numbers = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();

    private record Of(String peer, long group) {}

    Conversations(Writer writer) {
        database = writer.database();
        writer.beforeCommit(this::count);
        writer.afterUndo(this::forget);
    }

    long number(String peer, long group) {
        return numbers.computeIfAbsent(new Of(peer, group), this::find);
    }

    private long find(Of one) {
        database.update(
                "insert into conversation (peer, grp) values (?, ?) on conflict do nothing", one.peer, one.group);
        return database.number("select number from conversation where peer = ? and grp = ?", one.peer, one.group);
    }

    void touch(long number) {
        touched.add(number);
    }

    /** Somebody has another address now: what was said with the old one goes on with the new one. */
    void rename(String from, String to) {
        database.update("update or ignore conversation set peer = ? where peer = ? and grp = 0", to, from);
        numbers.clear();
    }

    private void count() {
        touched.forEach(number -> database.update(COUNT, number));
        touched.clear();
    }

    void forget() {
        numbers.clear();
        touched.clear();
    }
}
