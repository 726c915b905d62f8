package dev.kith.messaging.writer;

/// Which log the offsets in the store belong to. A topic that was made anew has the same name and another id;
/// one with more partitions has its users elsewhere.
public record LogIdentity(String topic, String id, int partitions) {}
