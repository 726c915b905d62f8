package dev.kith.client.store;

import dev.kith.client.people.KeptBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The phone book, in the database. */
final class BookOfDatabase implements KeptBook {
    private static final String ALL = "select number, written, name, uploaded, address from contact";

    private final Writer writer;
    private final Connected database;
    private final Meta meta;

    BookOfDatabase(Writer writer) {
        this.writer = writer;
        this.database = writer.database();
        this.meta = new Meta(database);
    }

    @Override
    public List<Entry> all() {
        return database.all(ALL, BookOfDatabase::entry);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    @Override
    public void put(Entry entry) {
        writer.together(() -> database.update(
                "insert into contact (number, written, name, uploaded, address) values (?, ?, ?, ?, ?)"
                        + " on conflict (number) do update set written = excluded.written, name = excluded.name, uploaded = excluded.uploaded, address = excluded.address",
                entry.number(),
                entry.written(),
                entry.name(),
                entry.uploaded(),
                entry.address()));
    }

    @Override
    public void remove(String number) {
        writer.together(() -> database.update("delete from contact where number = ?", number));
    }

    @Override
    public List<Entry> of(String address) {
        return database.all(ALL + " where address = ?", BookOfDatabase::entry, address);
    }

    @Override
    public List<Entry> unmatched(String lastDigits) {
        return database.all(
                ALL + " where address is null and substr(number, -length(?1)) = ?1", BookOfDatabase::entry, lastDigits);
    }

    @Override
    public Optional<Long> version() {
        return database.one("select value from meta where name = ?", row -> row.getLong(1), Meta.BOOK_VERSION);
    }

    @Override
    public void version(long version) {
        writer.together(() -> meta.set(Meta.BOOK_VERSION, version));
    }

    @Override
    public void startOver() {
        writer.together(() -> {
            database.update("update contact set uploaded = null");
            database.update("delete from meta where name = ?", Meta.BOOK_VERSION);
        });
    }

    @Override
    public void together(Runnable work) {
        writer.together(work);
    }

    @Override
    public void clear() {
        writer.together(() -> {
            database.update("delete from contact");
            database.update("delete from meta where name = ?", Meta.BOOK_VERSION);
        });
    }
}
