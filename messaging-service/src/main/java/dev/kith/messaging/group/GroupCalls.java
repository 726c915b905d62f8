package dev.kith.messaging.group;

import dev.kith.kit.caller.Caller;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.messaging.page.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What all calls about groups have in common: one rate for all of them, and pages by number.
@ApplicationScoped
public class GroupCalls {
    private static final int USUAL = 100;
    private static final int MOST = 500;

    private final RateLimit rate;

    GroupCalls(GroupSettings settings) {
        this.rate = new RateLimit("calls about groups", settings.callsPerMinute(), Duration.ofMinutes(1));
    }

    /// Counts a call of this user. Fails with `too-many`.
    public Caller take(Caller caller) {
        rate.take(Long.toString(caller.uid()));
        return caller;
    }

    public static int pageSize(@Nullable String limit) {
        return PageSize.of(limit, USUAL, MOST);
    }

    /// Where to go on after what the page before ended with.
    public static long after(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        long last = Cursor.read(cursor, 1)[0];
        if (last <= 0) {
            throw Cursor.bad();
        }
        return last;
    }
}
