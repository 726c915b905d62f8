package dev.kith.contacts.book;

import dev.kith.contacts.directory.Account;
import dev.kith.contacts.directory.Directory;
import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.TagKey;
import dev.kith.contracts.Levels;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Shows the owner a book, in the order of tags.
@ApplicationScoped
class ReadBook {
    static final int PAGE = 1_000;

    static final String READ = """
            select p.tag, p.levels, p.subscribed, p.pending, d.uid, d.address
              from (select * from phone_book where owner = $1 and tag > $2 order by tag limit $3) p
              left join lateral (
                   select uid, address from directory
                    where digest = p.digest and not p.pending
                      and (discoverable = 1 or discoverable = 2
                           and exists (select from phone_book m where m.owner = uid and m.digest = any($4::uuid[])))
                      and not exists (select from block where peer = $1 and owner = uid) offset 0) d on true
             order by p.tag""";

    private final Pool pool;
    private final Directory directory;
    private final PhoneBookRepository books;
    private final Digests digests;

    ReadBook(Pool pool, Directory directory, PhoneBookRepository books, Digests digests) {
        this.pool = pool;
        this.directory = directory;
        this.books = books;
        this.digests = digests;
    }

    /// The entries behind a tag; the first page comes behind [Long#MIN_VALUE].
    Uni<BookPage> read(long uid, String app, long behind) {
        return directory
                .account(uid, app)
                .flatMap(account -> books.glance(pool, uid, app)
                        .flatMap(book -> pool.preparedQuery(READ)
                                .execute(Tuple.of(
                                        uid, behind, PAGE, account.digests().toArray(UUID[]::new)))
                                .map(rows -> page(account, book, PhoneBookRepository.listOf(rows, row -> row)))));
    }

    private BookPage page(Account account, Optional<LockedBook> book, List<Row> rows) {
        return new BookPage(
                book.map(LockedBook::version).orElse(0L),
                SyncAnswers.checksum(book.map(LockedBook::checksum).orElse(0L)),
                digests.tagsOf(account.uid()).text(),
                book.map(LockedBook::entries).orElse(0),
                book.map(LockedBook::pending).orElse(0),
                rows.stream().map(ReadBook::entry).toList(),
                rows.size() < PAGE ? null : SyncAnswers.checksum(rows.getLast().getLong("tag")));
    }

    private static BookPage.Entry entry(Row row) {
        return new BookPage.Entry(
                TagKey.text(row.getLong("tag")),
                Levels.list(row.getInteger("levels")),
                row.getBoolean("subscribed"),
                row.getBoolean("pending"),
                row.getString("address"),
                row.getLong("uid"));
    }
}
