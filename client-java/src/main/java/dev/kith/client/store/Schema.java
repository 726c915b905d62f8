package dev.kith.client.store;

import java.util.List;
import okio.ByteString;

/** The tables, as steps of which each is taken once and none is ever changed. */
final class Schema {
    private static final String NO_COPY = " content = '', contentless_delete = 1,";

    /**
     * A message is kept as the server words it, beside what is asked for by. {@code found} is its number in {@code words}: it
     * rises with the time, so that a search ends when it has the newest. A deleted message stays as its id alone, on which every
     * repeat of it is dropped. {@code ends_at} is when it goes by itself. {@code untold} is what the app has not been told yet, or not for certain.
     *
     * <p>{@code outbox} has what the user did and no server has taken, in order. What has no id yet waits for the first ids of the
     * device; what has failed waits for {@code resend}.
     */
    private static final List<String> FIRST = List.of(
            "create table meta (name text primary key, value) without rowid",
            "create table conversation (number integer primary key, peer text not null, grp integer not null,"
                    + " unread integer not null default 0, last_at integer, last_id integer, unique (peer, grp))",
            "create index conversation_last on conversation (last_at, last_id)",
            "create table message (id integer primary key, conversation integer, accepted_at integer not null,"
                    + " status text not null, found integer unique, ends_at integer, message blob not null)",
            "create index message_in_order on message (accepted_at, id) where status <> 'DELETED'",
            "create index message_of_conversation on message (conversation, accepted_at, id) where status <> 'DELETED'",
            "create index message_ends on message (ends_at) where ends_at is not null",
            "create index message_unread on message (conversation) where status = 'RECEIVED_NEW'",
            "create virtual table words using fts5(text, conversation," + NO_COPY
                    + " tokenize = 'unicode61 remove_diacritics 0')",
            "create table untold (place integer primary key autoincrement, entry blob not null)",
            "create table notice (id integer primary key, version integer not null)",
            "create table outbox (place integer primary key autoincrement, message integer, deletes integer not null,"
                    + " failed integer not null default 0, frame blob not null)",
            "create index outbox_message on outbox (message)",
            "create table read_mark (id integer primary key)");

    /** {@code waiting_file} has messages that are not in the outbox before their file is at the server. */
    private static final List<String> SECOND = List.of(
            "create table waiting_file (place integer primary key autoincrement, file text not null,"
                    + " message blob not null)",
            "create table upload (digest text primary key, location text not null, begun_at integer not null)"
                    + " without rowid");

    /** Of {@code m}: among its properties is one of this name, in the words of the contract. */
    static final String HAS_A_FILE = "instr(m.message, x'0a08" + hex("file-url") + "') > 0";

    /**
     * {@code known} has people, and groups under an empty address: what they show, what the user says of them, how the phone book
     * calls them. {@code contact} has the numbers of the phone book: {@code uploaded} is how the server
     * has it, and {@code address} whose it is, where somebody can be reached.
     */
    private static final List<String> THIRD = List.of(
            "create table known (address text not null, grp integer not null, version integer not null,"
                    + " ordering integer not null, shown text, own text, book text, primary key (address, grp))"
                    + " without rowid",
            "create table contact (number text primary key, written text not null, name text not null, uploaded text,"
                    + " address text) without rowid",
            "create index contact_address on contact (address) where address is not null");

    private static final List<String> FOURTH = List.of(
            "create index message_with_file on message (conversation, accepted_at, id) where status <> 'DELETED' and "
                    + HAS_A_FILE.replace("m.message", "message"));

    private static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD, FOURTH);

    private Schema() {}

    /** An SQLite before 3.43 deletes nothing from an index that has no copy of the text: there it has one. */
    private static String forThis(Connected database, String statement) {
        if (!statement.contains(NO_COPY)) {
            return statement;
        }
        boolean deletes = database.number(
                        "select 1 where sqlite_version() glob '3.[1-3]*'" + " or sqlite_version() glob '3.4[0-2].*'")
                == 0;
        return deletes ? statement : statement.replace(NO_COPY, "");
    }

    private static String hex(String text) {
        return ByteString.encodeUtf8(text).hex();
    }

    /** Takes the steps that the database has not taken. */
    static void bring(Connected database) {
        bring(database, STEPS.size());
    }

    /** @param last as of this version */
    static void bring(Connected database, int last) {
        long taken = database.number("pragma user_version");
        if (taken > STEPS.size()) {
            throw new IllegalStateException("the database was made by a newer version");
        }
        for (int step = (int) taken; step < last; step++) {
            database.run("begin immediate");
            STEPS.get(step).forEach(statement -> database.run(forThis(database, statement)));
            database.run("pragma user_version = " + (step + 1));
            database.run("commit");
        }
    }
}
