package dev.kith.client;

import org.jspecify.annotations.Nullable;

/**
 * The connection stands somewhere else now.
 *
 * @param reason why it is not online, where there is one
 */
public record ConnectionChange(
        ConnectionStatus status, @Nullable KithException reason) {}
