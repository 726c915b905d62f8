package dev.kith.messaging.group;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
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

    public static String cursor(long last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(last).array());
    }

    /// Where to go on; it keeps nothing secret, and whatever it names is looked for among what the caller may see.
    public static long after(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            long last = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)).getLong();
            if (last > 0 && cursor(last).equals(cursor)) {
                return last;
            }
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            // The same answer as for a number that no list has.
        }
        throw new ProblemException(ErrorCode.BAD_CURSOR, "Start again without a cursor.");
    }
}
