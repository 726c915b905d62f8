package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.Group;
import dev.kith.client.GroupMember;
import dev.kith.client.GroupProfile;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The groups that the user is in.
@Command(
        name = "groups",
        description = "Make groups, see them, and say who is in them.",
        subcommands = {
            GroupsCommand.Listing.class,
            GroupsCommand.Creation.class,
            GroupsCommand.Members.class,
            GroupsCommand.Change.class,
            AddCommand.class,
            RemoveCommand.class,
            RoleCommand.class,
            ShowCommand.class,
            MuteCommand.class,
            AllowCommand.class,
            LeaveCommand.class,
            InviteCommand.class,
            InvitationsCommand.class,
            JoinCommand.class,
            ReceiptsCommand.class,
            DeleteCommand.class
        })
public final class GroupsCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage(
                "groups list|create|members|set|add|remove|role|show|mute|allow|leave|invite|invitations|join|receipts|delete");
    }

    /// All of them.
    @Command(name = "list", description = "The groups that you are in.")
    static final class Listing extends KithCommand {
        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var groups = answer(kith.groups().list());
                if (json()) {
                    screen().json(Map.of(
                            "groups", groups.stream().map(Listing::object).toList()));
                } else if (groups.isEmpty()) {
                    screen().line("You are in no group.");
                } else {
                    screen().table(
                                    List.of("id", "kind", "members", "role", "muted"),
                                    groups.stream().map(Listing::row).toList());
                }
            }
            return ExitCode.OK;
        }

        private static List<String> row(Group group) {
            return List.of(
                    Long.toString(group.id()),
                    group.kind(),
                    Integer.toString(group.members()),
                    group.role().name().toLowerCase(Locale.ROOT),
                    group.muted() ? "yes" : "");
        }

        private static Map<String, Object> object(Group group) {
            var out = new LinkedHashMap<String, Object>();
            out.put("id", group.id());
            out.put("kind", group.kind());
            out.put("version", group.version());
            out.put("members", group.members());
            out.put("role", group.role().name().toLowerCase(Locale.ROOT));
            out.put("muted", group.muted());
            return out;
        }
    }

    /// A new one.
    @Command(name = "create", description = "A new group, with these people in it.")
    static final class Creation extends KithCommand {
        @Parameters(paramLabel = "NAME")
        String name = "";

        @Parameters(paramLabel = "ADDRESS", index = "1..*", arity = "0..100")
        List<String> addresses = List.of();

        @Option(names = "--kind", paramLabel = "KIND", description = "group (usual), broadcast or announcement.")
        String kind = "group";

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var group = answer(kith.groups().create(kind));
                var profile = answer(kith.groups().setProfile(group.id(), Map.of("name", name)));
                if (json()) {
                    screen().json(Map.of("id", group.id(), "fields", profile.fields()));
                } else {
                    screen().line("Made group " + group.id() + ".");
                }
                return addresses.isEmpty()
                        ? ExitCode.OK
                        : AddCommand.told(this, answer(kith.groups().add(group.id(), addresses)));
            }
        }
    }

    /// Who is in it.
    @Command(name = "members", description = "Who is in a group, and as what.")
    static final class Members extends KithCommand {
        @Parameters(paramLabel = "GROUP")
        long group;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var names = names();
            try (var kith = kith()) {
                var members = answer(kith.groups().members(group));
                if (json()) {
                    screen().json(Map.of(
                            "members", members.stream().map(Members::object).toList()));
                } else {
                    screen().table(
                                    List.of("name", "address", "role"),
                                    members.stream()
                                            .map(one -> List.of(
                                                    names.of(one.address()),
                                                    one.address(),
                                                    one.role().name().toLowerCase(Locale.ROOT)))
                                            .toList());
                }
            }
            return ExitCode.OK;
        }

        private static Map<String, Object> object(GroupMember member) {
            return Map.of(
                    "address", member.address(),
                    "uid", member.uid(),
                    "role", member.role().name().toLowerCase(Locale.ROOT));
        }
    }

    /// What it shows of itself.
    @Command(
            name = "set",
            description = "Show or change name, picture and info of a group: groups set 7 name=Chess info=")
    static final class Change extends KithCommand {
        @Parameters(paramLabel = "GROUP")
        long group;

        @Parameters(paramLabel = "FIELD=VALUE", index = "1..*", arity = "0..3")
        Map<String, String> fields = Map.of();

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var changed = new HashMap<String, @Nullable String>();
                fields.forEach((name, value) -> changed.put(name, value.isEmpty() ? null : value));
                tell(answer(
                        changed.isEmpty()
                                ? kith.groups().profile(group)
                                : kith.groups().setProfile(group, changed)));
            }
            return ExitCode.OK;
        }

        private void tell(GroupProfile profile) throws IOException {
            if (json()) {
                screen().json(Map.of("version", profile.version(), "fields", profile.fields()));
            } else {
                screen().table(
                                List.of("field", "value"),
                                profile.fields().entrySet().stream()
                                        .map(field -> List.of(field.getKey(), field.getValue()))
                                        .toList());
            }
        }
    }
}
