package dev.kith.messaging.writer;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.kith.contracts.Topic;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// What a writer does with what its log says. Blocking, for the writer's thread.
///
/// @param <R> a record of the log
/// @param <C> what a batch has changed
public interface LogWork<R extends MessageLite, C> {
    /// What a batch did, or would have done.
    ///
    /// @param committed false: the connection broke at the commit, and only the stored offset tells
    record Stored<C>(C change, boolean committed) {}

    Topic topic();

    Parser<R> parser();

    byte[] key(R record);

    /// How much a record weighs in a transaction; those of one together weigh [#most()] at most, if they are several.
    int weight(R record);

    int most();

    /// Does what the records say and moves the offsets, behind the fence.
    ///
    /// @throws FencedException when one of the claims is no longer ours, or its offset is not the claim's
    Stored<C> store(LogIdentity log, Collection<Claim> claims, List<LogRun<R>> runs) throws SQLException;

    /// Makes known what is stored.
    void tell(C change);

    /// Records of this node's partitions that are not in the store yet.
    void lag(long records);
}
