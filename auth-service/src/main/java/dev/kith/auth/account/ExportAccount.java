package dev.kith.auth.account;

import dev.kith.auth.device.Devices;
import dev.kith.auth.user.ReadUser;
import dev.kith.kit.caller.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// What is held of a user: here the account, and for the rest where each service tells what it owns. A client
/// puts them together, following `next` and `cursor` where a part comes in pages; so no service sees what is
/// another's.
@ApplicationScoped
class ExportAccount {
    private static final List<Part> PARTS = List.of(
            new Part("profile", "/v1/profile"),
            new Part("relationships", "/v1/relationships"),
            new Part("contacts", "/v1/contacts"),
            new Part("discoverability", "/v1/account/discoverability"),
            new Part("automaticSync", "/v1/account/automatic-sync"),
            new Part("presence", "/v1/presence"),
            new Part("conversations", "/v1/messages/conversations"),
            new Part("groups", "/v1/groups"),
            new Part("files", "/v1/files"));

    private final Devices devices;
    private final ReadUser readUser;
    private final Clock clock;

    ExportAccount(Devices devices, ReadUser readUser, Clock clock) {
        this.devices = devices;
        this.readUser = readUser;
        this.clock = clock;
    }

    /// @param parts to be asked for with the same token
    record Export(Instant at, ReadUser.Account account, List<Devices.Listed> devices, List<Part> parts) {}

    record Part(String name, String path) {}

    Uni<Export> export(Caller caller) {
        return devices.list(caller)
                .flatMap(listed -> readUser.read(caller.app(), caller.uid())
                        .map(user -> new Export(clock.instant(), user.orElseThrow(Erased::problem), listed, PARTS)));
    }
}
