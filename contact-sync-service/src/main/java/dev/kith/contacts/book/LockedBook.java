package dev.kith.contacts.book;

import dev.kith.contacts.directory.Discoverability;
import dev.kith.contacts.quota.Allowance;
import dev.kith.contacts.quota.Quota;
import dev.kith.contacts.quota.QuotaConfiguration;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user's book inside one transaction, under the lock of its row. Lives as long as that transaction, in one
/// chain.
///
/// Events about a book carry (version, part), which only rise: an event that is not greater than the last one
/// applied is a repetition.
public final class LockedBook {
    private final long owner;
    private final String app;
    private final List<UUID> digests;
    private final Discoverability discoverability;
    private long oldestBase;
    private long version;
    private int part;
    private int entries;
    private int pending;
    private long checksum;
    private final @Nullable OffsetDateTime syncedAt;
    private Quota quota;
    private boolean risen;

    LockedBook(Row row, Instant now, QuotaConfiguration quotas) {
        owner = row.getLong("owner");
        app = row.getString("app");
        digests = List.of(row.getArrayOfUUIDs("digests"));
        discoverability = Discoverability.ofStored(row.getInteger("discoverable"));
        oldestBase = row.getLong("oldest_base");
        version = row.getLong("version");
        part = row.getInteger("part");
        entries = row.getInteger("entries");
        pending = row.getInteger("pending");
        checksum = row.getLong("checksum");
        syncedAt = row.getOffsetDateTime("synced_at");
        quota = Quota.of(row.getLong("quota_full_at"), row.getLong("quota_refill_ms"), now, Allowance.of(row, quotas));
    }

    public long owner() {
        return owner;
    }

    String app() {
        return app;
    }

    /// Of the owner's own address, one for each key that lives.
    public List<UUID> digests() {
        return digests;
    }

    /// Whether people in this book, and nobody else, may find the owner by it.
    boolean opensByItsEntries() {
        return discoverability == Discoverability.CONTACTS;
    }

    /// Whether a client that last got this version can send a delta. Any version since the book began anew will do:
    /// a delta names what it adds and removes, whatever other devices have done in between.
    boolean knows(long base) {
        return base >= oldestBase && base <= version;
    }

    /// Whether the last sync is known, and was before this.
    boolean wasSyncedBefore(Instant moment) {
        return syncedAt != null && syncedAt.toInstant().isBefore(moment);
    }

    long version() {
        return version;
    }

    int part() {
        return part;
    }

    int entries() {
        return entries;
    }

    int pending() {
        return pending;
    }

    long checksum() {
        return checksum;
    }

    public Quota quota() {
        return quota;
    }

    /// Charges for look-ups, of which there must be as many left.
    public void charge(int lookUps) {
        quota = quota.charged(lookUps);
    }

    /// Entries came or went.
    ///
    /// @param tags their xor
    void change(int moreEntries, int morePending, long tags) {
        entries += moreEntries;
        pending += morePending;
        checksum ^= tags;
    }

    /// The entries differ from those before this transaction. One transaction, one version.
    void rise() {
        if (!risen) {
            risen = true;
            version++;
            part = 0;
        }
    }

    /// What was before is gone: nobody can build on it.
    void beginAnew() {
        rise();
        oldestBase = version;
    }

    long oldestBase() {
        return oldestBase;
    }

    /// Number of the next event within this version.
    int nextPart() {
        return part++;
    }
}
