/// What the writers of logs have in common: one thread each, which owns partitions of its log by a fence in the store.
@NullMarked
package dev.kith.messaging.writer;

import org.jspecify.annotations.NullMarked;
