package dev.kith.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a part's process is started and stopped.
///
/// @param account what the command is wrapped in to run as somebody else; mostly nothing
/// @param command program and arguments
/// @param environment set on top of the environment that is passed on
/// @param directory where it runs
/// @param orphanSignal what stops it when the JVM that it is tied to dies
/// @param fingerprint changes when what would be started is not what runs (another build, other settings)
public record Launch(
        List<String> account,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        String orphanSignal,
        String fingerprint) {}
