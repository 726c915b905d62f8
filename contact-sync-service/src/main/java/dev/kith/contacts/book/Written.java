package dev.kith.contacts.book;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What the first step of a sync did and found, for the second step and the answer.
///
/// The sets are by digest: `named` and `released` are the entries that became searchable with this call, to be
/// matched again once the first step has committed; `released` ones were stored by earlier calls and waited for
/// quota.
final class Written {
    private final LockedBook book;
    private final Map<UUID, Long> found = new HashMap<>();
    private final Set<UUID> named = new LinkedHashSet<>();
    private final Set<UUID> released = new LinkedHashSet<>();
    private final Set<UUID> waiting = new LinkedHashSet<>();
    private boolean told;

    Written(LockedBook book) {
        this.book = book;
    }

    /// As it stood at the commit; its lock is gone.
    LockedBook book() {
        return book;
    }

    /// Users whom the owner may find, by digest.
    Map<UUID, Long> found() {
        return found;
    }

    Set<UUID> named() {
        return named;
    }

    Set<UUID> released() {
        return released;
    }

    Set<UUID> waiting() {
        return waiting;
    }

    boolean needsSettling() {
        return !named.isEmpty() || !released.isEmpty();
    }

    /// Whether those who can now find the owner are being told already.
    boolean told() {
        return told;
    }

    void tell() {
        told = true;
    }
}
