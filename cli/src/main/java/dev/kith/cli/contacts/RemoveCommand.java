package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes numbers out of the book.
@Command(name = "remove", description = "Take numbers out of your book; what the book let them see is withdrawn.")
final class RemoveCommand extends KithCommand {
    @Parameters(paramLabel = "NUMBER", arity = "0..*")
    List<String> numbers = List.of();

    @Option(names = "--region", paramLabel = "XX", description = "Of numbers without country code.")
    @Nullable
    String region;

    @Option(names = "--everything", description = "The whole book, instead of some numbers.")
    boolean everything;

    @Option(names = "--yes", description = "With --everything: do not ask.")
    boolean sure;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (numbers.isEmpty() != everything) {
            throw Failure.usage("Name numbers, or say --everything.");
        }
        var content = signedIn();
        if (everything
                && !sure
                && !root().ask("Type yes to erase your whole book: ").equals("yes")) {
            throw new Failure(ExitCode.REFUSED, "not-confirmed", "Nothing was removed.");
        }
        try (var kith = kith()) {
            var synchronizer = kith.contactSynchronizer();
            if (everything) {
                answer(synchronizer.erase());
                tell(Map.of("erased", true), "Your book is empty.");
                return ExitCode.OK;
            }
            var where = region == null ? content.region() : region;
            if (where != null) {
                synchronizer.setRegion(where);
            }
            var result = answer(synchronizer.remove(numbers));
            var invalid = new LinkedHashMap<String, String>();
            result.invalid().forEach(one -> invalid.put(one.given(), one.reason()));
            tell(
                    Map.of("removed", numbers.size() - invalid.size(), "invalid", invalid),
                    numbers.size() - invalid.size() + " removed, as far as they were there.");
            if (!json()) {
                invalid.forEach(
                        (given, reason) -> screen().line("Not a number: " + given + ", " + SyncReport.words(reason)));
            }
            return invalid.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    private void tell(Map<String, ?> object, String line) {
        if (json()) {
            screen().json(object);
        } else {
            screen().line(line);
        }
    }
}
