package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import java.util.List;

/// What a member who came back is brought now.
///
/// @param seq up to here their inbox has what was said, when it is brought
/// @param changes and up to here was told of changes
/// @param isOver whether that is all
record Return(Membership member, List<InboxRecord> missed, long seq, long changes, boolean isOver) {}
