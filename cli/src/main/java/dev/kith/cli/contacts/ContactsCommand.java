package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.ContactBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/// The user's phone book.
@Command(
        name = "contacts",
        description = "Sync a phone book, list who of it is here, and why somebody is not.",
        subcommands = {
            ContactsSyncCommand.class,
            ContactsImportCommand.class,
            ContactsCommand.Listing.class,
            WhyCommand.class,
            RemoveCommand.class
        })
public final class ContactsCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("contacts sync|import FILE, contacts list, contacts why NUMBER, or contacts remove NUMBER");
    }

    /// Who of the book can be reached.
    @Command(name = "list", description = "Who of your book can be reached, and what they may see.")
    static final class Listing extends KithCommand {
        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                print(answer(kith.contactSynchronizer().list()), names());
            }
            return ExitCode.OK;
        }

        private void print(ContactBook book, Names names) {
            if (json()) {
                var contacts = new ArrayList<Object>();
                book.contacts().forEach(contact -> {
                    var one = new LinkedHashMap<String, Object>();
                    one.put("name", names.of(contact.address()));
                    one.put("address", contact.address());
                    one.put("uid", contact.uid());
                    one.put("levels", contact.levels());
                    one.put("subscribed", contact.subscribed());
                    contacts.add(one);
                });
                var out = new LinkedHashMap<String, Object>();
                out.put("entries", book.entries());
                out.put("pending", book.pending());
                out.put("contacts", contacts);
                screen().json(out);
                return;
            }
            screen().line(screen().paint(Screen.Colour.BOLD, book.contacts().size() + " of " + book.entries())
                    + " entries of your book are here"
                    + (book.pending() == 0 ? "." : "; " + book.pending() + " are still to be looked up."));
            var rows = book.contacts().stream()
                    .map(contact -> List.of(
                            names.of(contact.address()),
                            contact.address(),
                            String.join(
                                    ", ",
                                    new TreeSet<>(contact.levels())
                                            .stream().map(String::valueOf).toList())))
                    .toList();
            if (!rows.isEmpty()) {
                screen().table(List.of("name", "address", "levels"), rows);
            }
        }
    }
}
