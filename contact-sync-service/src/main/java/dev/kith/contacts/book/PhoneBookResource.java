package dev.kith.contacts.book;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The caller's own phone book.
@Path("/v1")
@Tag(name = "Contacts")
@RolesAllowed(Scopes.USER)
public class PhoneBookResource {
    private final CurrentUser caller;
    private final SyncPhoneBook syncPhoneBook;
    private final SyncAnswers answers;
    private final ReadBook readBook;
    private final EraseBook eraseBook;
    private final SyncMetrics metrics;
    private final RateLimit limit;

    PhoneBookResource(
            CurrentUser caller,
            SyncPhoneBook syncPhoneBook,
            SyncAnswers answers,
            ReadBook readBook,
            EraseBook eraseBook,
            MeterRegistry metrics,
            BookConfiguration configuration) {
        this.caller = caller;
        this.syncPhoneBook = syncPhoneBook;
        this.answers = answers;
        this.readBook = readBook;
        this.eraseBook = eraseBook;
        this.metrics = new SyncMetrics(metrics);
        this.limit = new RateLimit("calls on this phone book", configuration.callsPerMinute(), Duration.ofMinutes(1));
    }

    @POST
    @Path("contacts:sync")
    @Operation(summary = "Add and remove entries of the phone book; answers who of them is there")
    public Uni<SyncAnswer> sync(@Nullable SyncRequest request) {
        var user = limited();
        var act = SyncRequestReading.read(request);
        return syncPhoneBook
                .sync(user.uid(), user.app(), act)
                .map(synced -> answers.of(act, synced))
                .invoke(metrics::count);
    }

    @GET
    @Path("contacts")
    @Operation(summary = "What the server holds of the phone book: tags, levels, and the addresses of users")
    public Uni<BookPage> list(@RestQuery @Nullable String cursor) {
        var user = limited();
        return readBook.read(user.uid(), user.app(), cursor == null ? Long.MIN_VALUE : tag(cursor));
    }

    @DELETE
    @Path("contacts")
    @Operation(summary = "Erase the phone book, and withdraw what it granted")
    public Uni<Void> erase() {
        var user = limited();
        return eraseBook.erase(user.uid(), user.app());
    }

    private Caller limited() {
        var user = caller.get();
        limit.take(String.valueOf(user.uid()));
        return user;
    }

    private static long tag(String cursor) {
        try {
            return HexFormat.fromHexDigitsToLong(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(ErrorCode.BAD_CURSOR, "Use the value of next as it was given.");
        }
    }
}
