package dev.kith.profile.changes;

import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.PageSize;
import dev.kith.kit.limit.RateLimit;
import dev.kith.profile.group.GroupProfile;
import dev.kith.profile.reading.SeenProfile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What changed for a caller who was away.
@Path("/v1/profiles:changes")
@Tag(name = "Profiles of others")
@RolesAllowed(Scopes.USER)
class ChangesResource {
    private static final int USUAL_PAGE = 100;

    private final CurrentUser user;
    private final ChangesSince changes;
    private final ChangesLimits limits;
    private final Clock clock;
    private final RateLimit rate;

    ChangesResource(CurrentUser user, ChangesSince changes, ChangesLimits limits, Clock clock) {
        this.user = user;
        this.changes = changes;
        this.limits = limits;
        this.clock = clock;
        this.rate = new RateLimit("questions for changes", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    /// Apply `gone` first, then `profiles`; likewise `groupsGone` and `groups`. `more`: ask again right away with this
    /// cursor.
    record Answer(
            List<SeenProfile> profiles,
            List<String> gone,
            List<GroupProfile> groups,
            List<Long> groupsGone,
            String cursor,
            boolean more) {
        static Answer of(ChangesSince.Page page) {
            return new Answer(
                    page.seen().stream().map(SeenProfile::of).toList(),
                    page.gone(),
                    page.groups().seen(),
                    page.groups().gone(),
                    page.next().text(),
                    page.more());
        }
    }

    @GET
    @Operation(
            summary = "Followed profiles that changed, or of which the caller sees more or less, since the cursor",
            description = "Each once, as it stands now, however often it changed. Without a cursor all followed ones.")
    public Uni<Answer> since(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        int size = PageSize.of(limit, USUAL_PAGE, limits.mostOnPage());
        var from = cursor == null
                ? ChangesCursor.first(caller.uid())
                : ChangesCursor.read(cursor, caller.uid(), clock.instant());
        return changes.page(from, caller.app(), size).map(Answer::of);
    }
}
