package dev.kith.messaging.groupinbox;

/// Who was in a group at a version of it.
record Audience(long group, long version) {}
