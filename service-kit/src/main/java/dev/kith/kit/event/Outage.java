package dev.kith.kit.event;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Tells a dependency that is away for a moment from a failure that would come again.
public final class Outage {
    private Outage() {}

    /// Whether waiting and trying again can help: connections lost or refused, a server that starts or stops, two
    /// transactions that met (SQLSTATE classes 08, 40, 53, 57; PostgreSQL manual, appendix A).
    public static boolean isOne(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            boolean away = switch (t) {
                case PgException pg -> isOutageState(pg.getSqlState());
                case SQLException sql -> isOutageState(sql.getSQLState());
                case IOException io -> true;
                case TimeoutException slow -> true;
                case io.smallrye.mutiny.TimeoutException slow -> true;
                case io.vertx.core.VertxException closed -> true;
                case org.apache.kafka.common.errors.RetriableException kafka -> true;
                default -> false;
            };
            if (away) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutageState(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("40")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57"));
    }
}
