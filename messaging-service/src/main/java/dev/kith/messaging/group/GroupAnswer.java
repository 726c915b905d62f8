package dev.kith.messaging.group;

import dev.kith.messaging.group.GroupReader.Mine;

/// A group as one of its members sees it.
record GroupAnswer(
        long id, String kind, long version, int members, String role, boolean muted, Permissions permissions) {
    static GroupAnswer of(Mine mine) {
        var group = mine.group();
        return new GroupAnswer(
                group.id(),
                Words.of(group.kind()),
                group.version(),
                group.members(),
                Words.of(mine.me().role()),
                mine.me().muted(),
                Permissions.of(group.permissions()));
    }
}
