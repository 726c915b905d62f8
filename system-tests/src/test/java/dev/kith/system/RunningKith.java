package dev.kith.system;

import dev.kith.local.testing.LocalStack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One whole stack for all system tests of a run: started by the first that asks, gone with the JVM. Tests keep
/// apart by making an app of their own each.
public final class RunningKith implements ParameterResolver {
    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(RunningKith.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent(LocalStack.class, key -> LocalStack.throwAway(), LocalStack.class);
    }
}
