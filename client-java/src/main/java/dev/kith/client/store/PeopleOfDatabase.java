package dev.kith.client.store;

import dev.kith.client.people.KeptPeople;
import java.util.List;

/** People and groups, in the database. */
final class PeopleOfDatabase implements KeptPeople {
    private final Writer writer;
    private final Connected database;

    PeopleOfDatabase(Writer writer) {
        this.writer = writer;
        this.database = writer.database();
    }

    @Override
    public List<Row> all() {
        return database.all(
                "select address, grp, version, ordering, shown, own, book from known",
                row -> new Row(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }

    @Override
    public void put(Row row) {
        if (row.isEmpty()) {
            writer.together(() ->
                    database.update("delete from known where address = ? and grp = ?", row.address(), row.group()));
            return;
        }
        writer.together(() -> database.update(
                "insert into known (address, grp, version, ordering, shown, own, book) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (address, grp) do update set version = excluded.version,"
                        + " ordering = excluded.ordering, shown = excluded.shown, own = excluded.own,"
                        + " book = excluded.book",
                row.address(),
                row.group(),
                row.version(),
                row.order(),
                row.shown(),
                row.own(),
                row.book()));
    }

    @Override
    public void together(Runnable work) {
        writer.together(work);
    }

    @Override
    public void forced(Runnable work) {
        writer.forced(work);
    }

    @Override
    public void clear() {
        writer.together(() -> database.update("delete from known"));
    }
}
