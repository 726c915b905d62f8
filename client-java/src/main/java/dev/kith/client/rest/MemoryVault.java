package dev.kith.client.rest;

import dev.kith.client.TokenVault;
import dev.kith.client.Tokens;
import java.util.function.UnaryOperator;

/** Tokens of this process alone. */
public final class MemoryVault implements TokenVault {
    private Tokens tokens;

    public MemoryVault(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Tokens load() {
        return tokens;
    }

    @Override
    public synchronized Tokens update(UnaryOperator<Tokens> change) {
        tokens = change.apply(tokens);
        return tokens;
    }
}
