package dev.kith.messaging.group;

import io.vertx.mutiny.sqlclient.SqlConnection;

/// A group that nobody else changes until the end of the transaction, and how the one who acts stands to it.
record Locked(SqlConnection transaction, Group group, Member me) {}
