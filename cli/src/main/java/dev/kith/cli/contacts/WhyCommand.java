package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.session.Numbers;
import dev.kith.client.ContactStanding;
import dev.kith.client.phonebook.PhoneBookReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Why somebody is not among the contacts, as far as the reason is on the user's side. What is on the side of
/// the other, who may have no account, hide, or block, is one answer: which of these it is, nobody is told.
@Command(name = "why", description = "Why somebody is not among your contacts, as far as the reason is on your side.")
final class WhyCommand extends KithCommand {
    @Parameters(paramLabel = "NUMBER")
    String given = "";

    @Option(names = "--region", paramLabel = "XX", description = "Of a number without country code.")
    @Nullable
    String region;

    @Option(names = "--book", paramLabel = "FILE", description = "Your phone book, to look whether it stands there.")
    @Nullable
    Path book;

    private enum Cause {
        INVALID("This is no number that anybody can have. With a country code it may be one, or with --region."),
        OWN("This is your own number."),
        NOT_IN_BOOK("It is not in your book. Sync one that has it: kith-cli contacts sync FILE"),
        NOT_SYNCED("It stands in that file, but the file was not synced since: kith-cli contacts sync FILE"),
        QUOTA("It is in your book, and waits for its turn: so many numbers can be looked up at a time."),
        NOT_MISSING("Nothing is missing: they are among your contacts."),
        NOT_VISIBLE("Not on Kith, or not visible to you.");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var content = signedIn();
        var where = Optional.ofNullable(region)
                .or(() -> Optional.ofNullable(content.region()))
                .or(() -> Numbers.region(content.address()))
                .orElse(null);
        var address = Numbers.canonical(given, where);
        var cause = address.isEmpty() ? Cause.INVALID : causeOf(address.get(), content.address(), where);
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("given", given);
            out.put("address", address.orElse(null));
            out.put("cause", cause.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            screen().json(out);
        } else {
            if (address.isPresent()) {
                screen().line(names().label(address.get()));
            }
            screen().line(cause.words);
        }
        return ExitCode.OK;
    }

    private Cause causeOf(String address, String own, @Nullable String where) throws IOException, InterruptedException {
        if (address.equals(own)) {
            return Cause.OWN;
        }
        boolean inFile = book != null && standsIn(book, address, where);
        try (var kith = kith()) {
            ContactStanding standing = answer(kith.contactSynchronizer().standing(address));
            return switch (standing) {
                case REACHABLE -> Cause.NOT_MISSING;
                case PENDING -> Cause.QUOTA;
                case UNREACHABLE -> Cause.NOT_VISIBLE;
                case NOT_IN_BOOK -> inFile ? Cause.NOT_SYNCED : Cause.NOT_IN_BOOK;
            };
        }
    }

    private static boolean standsIn(Path file, String address, @Nullable String where) throws IOException {
        try {
            return new PhoneBookReader()
                    .read(file).entries().stream()
                            .map(entry -> Numbers.canonical(entry.address(), where))
                            .anyMatch(found -> found.filter(address::equals).isPresent());
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + file + ".");
        }
    }
}
