/// What users are doing right now. Never stored.
@NullMarked
package dev.kith.messaging.activity;

import org.jspecify.annotations.NullMarked;
