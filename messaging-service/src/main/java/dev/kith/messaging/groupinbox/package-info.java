/// What is said in groups: who may, in which order, and how it comes into the members' inboxes.
@NullMarked
package dev.kith.messaging.groupinbox;

import org.jspecify.annotations.NullMarked;
