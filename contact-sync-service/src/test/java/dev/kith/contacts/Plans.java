package dev.kith.contacts;

import dev.kith.local.testing.Plan;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;

/// Plans of statements about many people.
public final class Plans {
    /// 60,000 users, 300 books of 200 entries, and some blocks.
    private static final String GROW = """
        insert into directory (digest, uid, discoverable, app, address)
        select md5('n' || i)::uuid, 3000000000 + i, 1, 'app_plans', 'plans-' || i from generate_series(1, 60000) i;
        insert into book (owner, version, entries) select 3000000000 + i, 1, 200 from generate_series(1, 300) i;
        insert into phone_book (owner, tag, digest, levels, subscribed)
        select 3000000000 + i, j, md5('n' || (i * 200 + j))::uuid, 38, true
          from generate_series(1, 300) i, generate_series(1, 200) j;
        insert into block (peer, owner) select 3000000000 + i, 3000000001 + i from generate_series(1, 5000) i;
        insert into look_up (owner, digest) select 3000000000 + i, md5('n' || i)::uuid from generate_series(1, 5000) i\
        """;

    private static final String SHRINK = """
        delete from directory where uid > 3000000000;
        delete from book where owner > 3000000000;
        delete from phone_book where owner > 3000000000;
        delete from block where peer > 3000000000;
        delete from look_up where owner > 3000000000\
        """;

    private Plans() {}

    /// The generic plans of these statements with many rows of which no statistics know, with true statistics, and with
    /// statistics of rows that are gone.
    public static List<Plan> underAllStatistics(Pool pool, People people, List<String> statements) {
        var plans = new ArrayList<Plan>();
        try {
            people.execute(GROW);
            statements.forEach(sql -> plans.add(Plan.generic(pool, sql)));
            people.execute("analyze directory, phone_book, book, block, look_up");
            statements.forEach(sql -> plans.add(Plan.generic(pool, sql)));
        } finally {
            people.execute(SHRINK);
        }
        statements.forEach(sql -> plans.add(Plan.generic(pool, sql)));
        return plans;
    }
}
