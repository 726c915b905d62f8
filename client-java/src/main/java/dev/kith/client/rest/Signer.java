package dev.kith.client.rest;

import dev.kith.client.KithException;
import java.util.concurrent.CompletableFuture;

/** In whose name a call is made. */
public interface Signer {
    /** A token that is good for a while yet. */
    CompletableFuture<String> accessToken();

    /** Another token than this one, which the server refused with this reason. */
    CompletableFuture<String> replacementOf(String refused, KithException reason);
}
