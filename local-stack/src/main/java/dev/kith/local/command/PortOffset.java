package dev.kith.local.command;

import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// By how much the ports of a data directory are moved: said once with `--port-offset`, remembered from then
/// on, so that every later command finds the same stack.
record PortOffset(Path file) {
    static PortOffset of(Layout layout) {
        return new PortOffset(layout.data().resolve("port-offset"));
    }

    /// The ports by what is asked now, else by what was asked before.
    Ports ports(Optional<Integer> asked) {
        try {
            return Ports.standard(asked.orElseGet(this::remembered));
        } catch (IllegalArgumentException e) {
            throw new StackFailure(Reason.USAGE, "Wrong --port-offset: " + e.getMessage(), e);
        }
    }

    void remember(int offset) {
        try {
            Files.writeString(file, String.valueOf(offset));
        } catch (IOException e) {
            throw StackFailure.cannotWrite(file, e);
        }
    }

    private int remembered() {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            throw new StackFailure(
                    Reason.ENVIRONMENT,
                    "%s, which says by how much the ports are moved, cannot be read (%s). Write the number into it."
                            .formatted(file, e),
                    e);
        }
    }
}
