/**
 * What an app programs against: {@link dev.kith.client.Kith} and what it takes and gives.
 *
 * <p>Every call may be made from any thread and none waits for the network. Answers come as futures, everything that
 * happens by itself comes to {@link dev.kith.client.KithListener}.
 */
@NullMarked
package dev.kith.client;

import org.jspecify.annotations.NullMarked;
