package dev.kith.messaging.inbox;

import dev.kith.messaging.writer.RoundTrip;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the store keeps marks, those of messages of an inbox and those of messages of a group.
public final class MarkColumns {
    /// The arrays that [#with] gives a statement.
    public static final String ARRAYS =
            "?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bytea[], ?::boolean[]," + " ?::text[], ?::bytea[]";

    /// And their names, as columns of `u`.
    public static final String NAMES = "revision, edit_hash, edited_at, deletion, reactions, edited, body, data";

    /// What the message `m` becomes by them: a deleted one keeps its row without content.
    public static final String SET = "revision = u.revision, edit_hash = u.edit_hash, edited_at = u.edited_at,"
            + " deletion = u.deletion, reactions = u.reactions,"
            + " body = case when u.deletion <> 0 then null when u.edited then u.body else m.body end,"
            + " data = case when u.deletion <> 0 then null when u.edited then u.data else m.data end,"
            + " type = case when u.deletion <> 0 then '' else m.type end,"
            + " properties = case when u.deletion <> 0 then null else m.properties end";

    private MarkColumns() {}

    public static RoundTrip.Statement with(RoundTrip.Statement statement, List<Mark> marks) throws SQLException {
        return statement
                .with(marks.stream().mapToLong(Mark::revision).toArray())
                .with(marks.stream().mapToLong(Mark::editHash).toArray())
                .with(marks.stream().mapToLong(Mark::editedAt).toArray())
                .with(marks.stream().mapToInt(Mark::deletion).toArray())
                .blobs(marks.stream().map(MarkColumns::reactions).toArray(byte[][]::new))
                .with(marks.stream().map(mark -> mark.edit().isPresent()).toArray(Boolean[]::new))
                .texts(marks.stream().map(MarkColumns::text).toArray(String[]::new))
                .blobs(marks.stream().map(MarkColumns::data).toArray(byte[][]::new));
    }

    private static byte @Nullable [] reactions(Mark mark) {
        return mark.reactions().getReactionsCount() == 0
                ? null
                : mark.reactions().toByteArray();
    }

    private static @Nullable String text(Mark mark) {
        return mark.edit()
                .filter(edit -> edit.hasText())
                .map(edit -> edit.getText())
                .orElse(null);
    }

    private static byte @Nullable [] data(Mark mark) {
        return mark.edit()
                .filter(edit -> edit.hasData())
                .map(edit -> edit.getData().toByteArray())
                .orElse(null);
    }
}
