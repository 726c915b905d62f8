package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Grants somebody levels, for good or for a time.
@Command(name = "grant", description = "Let somebody see the fields of these levels, for good or for a time.")
public final class GrantCommand extends KithCommand {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhd])");

    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Option(
            names = "--levels",
            paramLabel = "N",
            split = ",",
            description = "The levels, 1 to 31. Without: 1, 2 and 5.")
    Set<Integer> levels = Set.of();

    @Option(names = "--for", paramLabel = "TIME", description = "How long: 90s, 30m, 24h, 7d. Without: for good.")
    @Nullable
    String time;

    @Option(names = "--none", description = "Take all levels away.")
    boolean none;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (none && (time != null || !levels.isEmpty())) {
            throw Failure.usage("--none goes with neither --levels nor --for.");
        }
        int[] granted = levels.stream().mapToInt(Integer::intValue).toArray();
        try (var kith = kith()) {
            var profile = kith.getProfile(address);
            if (time == null) {
                profile.setContact(!none, granted);
            } else {
                profile.setContact(lasting(time), granted);
            }
            answer(profile.save());
        }
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("address", address);
            out.put("levels", none ? Set.of() : new TreeSet<>(levels));
            screen().json(out);
        } else {
            screen().line((none ? "Took all levels from " : "Granted ")
                    + names().label(address)
                    + (time == null ? "." : " for " + time + "."));
        }
        return ExitCode.OK;
    }

    private static Duration lasting(String time) {
        var parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw Failure.usage("--for is a number and s, m, h or d, such as 24h.");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
