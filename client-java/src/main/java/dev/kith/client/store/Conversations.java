package dev.kith.client.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * With whom, or in which group, messages are. What a conversation says of its messages, its last one and how many are
 * unread, is counted anew at the end of each transaction that touched it, so no way of changing a message can forget it. What the
 * user has deleted does not count, though the server may not know.
 */
final class Conversations {
    private static final String STAYS =
            " and not exists (select 1 from outbox o where o.message = m.id and o.deletes = 1)";
    private static final String COUNT = "update conversation set unread = (select count(*) from message m"
            + " where m.conversation = conversation.number and m.status = 'RECEIVED_NEW'" + STAYS + "),"
            + " (last_at, last_id) = (select m.accepted_at, m.id from message m"
            + " where m.conversation = conversation.number and m.status <> 'DELETED'" + STAYS
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

    /** 0: there is none. */
    long existing(String peer) {
        return database.number("select number from conversation where peer = ? and grp = 0", peer);
    }

    /** Somebody has another address now: what was said with the old one goes on with the new one. */
    void rename(long number, String to) {
        database.update("update conversation set peer = ? where number = ?", to, number);
        numbers.clear();
    }

    /** It is empty. */
    void drop(long number) {
        database.update("delete from conversation where number = ?", number);
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
