package dev.kith.client.store;

import java.io.Serial;
import java.sql.SQLException;

/** The database could not be read or written, for instance because the disk is full. Nothing of what was under way is stored. */
public final class DatabaseFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
