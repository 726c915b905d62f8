package dev.kith.contacts.quota;

import dev.kith.contracts.event.LookUpAllowance;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many new addresses the users of an app may look up.
///
/// @param burst at once, and the most that can be saved up
/// @param refillMillis time for one more
/// @param since when the refill has been this one, epoch milliseconds
public record Allowance(int burst, long refillMillis, long since) {
    /// Of an app that has said nothing.
    static Allowance usual(QuotaConfiguration configuration) {
        return new Allowance(configuration.burst(), configuration.refill().toMillis(), 0);
    }

    /// Of a row with the columns `burst`, `refill_ms` and `refill_since`, which are null for an app that has said
    /// nothing.
    public static Allowance of(Row row, QuotaConfiguration configuration) {
        @Nullable Integer burst = row.getInteger("burst");
        return burst == null
                ? usual(configuration)
                : new Allowance(burst, row.getLong("refill_ms"), row.getLong("refill_since"));
    }

    /// As an app was set to. Whatever the producer takes, a quota can be counted in it.
    static Allowance of(LookUpAllowance announced, QuotaConfiguration configuration) {
        var usual = usual(configuration);
        return new Allowance(
                announced.getBurst() > 0 ? announced.getBurst() : usual.burst(),
                announced.getRefillMillis() > 0
                        ? Math.min(
                                announced.getRefillMillis(),
                                Duration.ofDays(3_650).toMillis())
                        : usual.refillMillis(),
                announced.getRefillSince());
    }
}
