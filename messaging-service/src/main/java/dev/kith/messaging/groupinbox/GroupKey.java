package dev.kith.messaging.groupinbox;

/// A message of a group.
record GroupKey(long group, long id) {}
