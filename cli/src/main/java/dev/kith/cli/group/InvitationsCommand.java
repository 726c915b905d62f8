package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.GroupInvitation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The links into a group.
@Command(name = "invitations", description = "The links into a group that still work, without their tokens.")
final class InvitationsCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Option(names = "--revoke", paramLabel = "ID", description = "Nobody joins by this one any more.")
    @Nullable
    String revoked;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            if (revoked == null) {
                show(answer(kith.groups().invitations(group)));
            } else {
                answer(kith.groups().revoke(group, revoked));
                if (json()) {
                    screen().json(Map.of("id", revoked, "revoked", true));
                } else {
                    screen().line("Revoked.");
                }
            }
        }
        return ExitCode.OK;
    }

    private void show(List<GroupInvitation> invitations) {
        if (json()) {
            screen().json(Map.of(
                    "invitations",
                    invitations.stream().map(InvitationsCommand::object).toList()));
        } else if (invitations.isEmpty()) {
            screen().line("No link leads into group " + group + ".");
        } else {
            screen().table(
                            List.of("id", "until", "uses left"),
                            invitations.stream()
                                    .map(one -> List.of(
                                            one.id(),
                                            Objects.toString(one.expiresAt(), ""),
                                            Integer.toString(one.usesLeft())))
                                    .toList());
        }
    }

    private static Map<String, Object> object(GroupInvitation one) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", one.id());
        out.put("expiresAt", one.expiresAt() == null ? null : one.expiresAt().toString());
        out.put("usesLeft", one.usesLeft());
        return out;
    }
}
