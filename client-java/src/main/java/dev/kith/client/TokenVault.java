package dev.kith.client;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Keeps the tokens of one device, for instance in a file.
 *
 * <p>A refresh token is good for one use, and using it twice signs the device out. So where several processes share a
 * sign-in, the exchange must run under a lock that they share, on the tokens as they are stored at that moment.
 */
public interface TokenVault {
    /** The tokens as they are stored now. */
    Tokens load() throws IOException;

    /**
     * Exclusively: loads, lets {@code change} give the next tokens, and stores them if they differ. An exception of
     * {@code change} leaves the stored ones as they are. Called on a thread that may wait.
     */
    Tokens update(UnaryOperator<Tokens> change) throws IOException;
}
