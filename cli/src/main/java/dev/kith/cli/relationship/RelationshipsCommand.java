package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.session.Names;
import dev.kith.client.BlockKind;
import dev.kith.client.Relationship;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/// Whom the user grants, follows and has blocked.
@Command(
        name = "relationships",
        description = "List whom you grant, follow and have blocked.",
        subcommands = {RelationshipsCommand.Listing.class, AutomaticCommand.class})
public final class RelationshipsCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("relationships list, or relationships automatic [on|off]");
    }

    /// All of them.
    @Command(name = "list", description = "All of them, with what you said about each.")
    static final class Listing extends KithCommand {
        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var relationships = answer(kith.getRelationships());
                if (json()) {
                    screen().json(Map.of(
                            "relationships",
                            relationships.stream().map(Listing::object).toList()));
                } else {
                    print(relationships, names());
                }
            }
            return ExitCode.OK;
        }

        private void print(List<Relationship> relationships, Names names) {
            if (relationships.isEmpty()) {
                screen().line("You have said nothing about anybody.");
                return;
            }
            screen().table(
                            List.of("name", "address", "levels", "until", "follows", "blocked", "paired"),
                            relationships.stream().map(one -> row(one, names)).toList());
        }

        private static List<String> row(Relationship one, Names names) {
            return List.of(
                    names.of(one.address()),
                    one.address(),
                    String.join(
                            ", ",
                            new TreeSet<>(one.levels())
                                    .stream().map(String::valueOf).toList()),
                    one.expiresAt().map(Object::toString).orElse(""),
                    one.automatic() ? "by itself" : one.subscribed() ? "yes" : "",
                    one.blocked().size() == BlockKind.values().length
                            ? "all"
                            : String.join(
                                    ", ",
                                    one.blocked().stream().map(BlockKind::slug).toList()),
                    one.paired() ? "yes" : "");
        }

        private static Object object(Relationship one) {
            var out = new LinkedHashMap<String, Object>();
            out.put("address", one.address());
            out.put("uid", one.uid());
            out.put("levels", new ArrayList<>(new TreeSet<>(one.levels())));
            one.expiresAt().ifPresent(end -> out.put("expiresAt", end.toString()));
            out.put("subscribed", one.subscribed());
            out.put("automatic", one.automatic());
            out.put("block", one.blocked().stream().map(BlockKind::slug).toList());
            out.put("paired", one.paired());
            return out;
        }
    }
}
