package dev.kith.contacts.directory;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who may find the caller by address.
@Path("/v1/account/discoverability")
@Tag(name = "Discoverability")
@RolesAllowed(Scopes.USER)
public class DiscoverabilityResource {
    private final CurrentUser caller;
    private final Directory directory;
    private final DiscoverabilityRepository settings;
    private final RateLimit limit = new RateLimit("changes of the setting", 60, Duration.ofMinutes(1));

    DiscoverabilityResource(CurrentUser caller, Directory directory, DiscoverabilityRepository settings) {
        this.caller = caller;
        this.directory = directory;
        this.settings = settings;
    }

    /// `everyone`, `contacts` or `nobody`.
    public record Setting(@Nullable String discoverability) {}

    @GET
    @Operation(summary = "Who may find the caller by address")
    public Uni<Setting> get() {
        return account().flatMap(settings::read).map(d -> new Setting(d.slug()));
    }

    @PUT
    @Operation(summary = "Let everyone, contacts (people in the caller's own book) or nobody find the caller")
    public Uni<Setting> put(@Nullable Setting wanted) {
        var chosen = chosen(wanted);
        return account().flatMap(account -> settings.choose(account, chosen)).replaceWith(new Setting(chosen.slug()));
    }

    private Uni<Account> account() {
        var user = caller.get();
        limit.take(String.valueOf(user.uid()));
        return directory.account(user.uid(), user.app());
    }

    private static Discoverability chosen(@Nullable Setting wanted) {
        if (wanted == null || wanted.discoverability() == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "discoverability is needed.");
        }
        return Discoverability.ofSlug(wanted.discoverability())
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_VALUE, "discoverability is everyone, contacts or nobody."));
    }
}
