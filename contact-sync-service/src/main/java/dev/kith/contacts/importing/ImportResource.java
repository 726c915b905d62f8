package dev.kith.contacts.importing;

import dev.kith.contacts.book.SyncAct;
import dev.kith.contacts.book.SyncRequest;
import dev.kith.contacts.book.SyncRequestReading;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.problem.ProblemException;
import dev.kith.phonebook.FileFormat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The caller's phone book as a file.
@Path("/v1/contacts:import")
@Tag(name = "Contacts")
@RolesAllowed(Scopes.USER)
public class ImportResource {
    private static final String CSV = "text/csv";

    private final CurrentUser caller;
    private final ImportBook importBook;
    private final ImportsUnderWay imports;
    private final ImportConfiguration configuration;

    ImportResource(
            CurrentUser caller, ImportBook importBook, ImportsUnderWay imports, ImportConfiguration configuration) {
        this.caller = caller;
        this.importBook = importBook;
        this.imports = imports;
        this.configuration = configuration;
    }

    /// The body is no parameter: it is read as it comes.
    @POST
    @Consumes({"text/vcard", "text/x-vcard", "text/directory", CSV})
    @Operation(
            summary = "Add the numbers of an exported phone book",
            description =
                    "A file of vCards (2.1, 3.0, 4.0) or a CSV table with a line of headers, at most 20 MiB and 50,000"
                            + " cards. What was recognised is in `file`. Every number is accounted for; names are not read.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "text/vcard",
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "vCard",
                                        value = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nTEL:0151 23456789\nEND:VCARD\n")),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING),
                        examples = @ExampleObject(name = "CSV", value = "Name;Mobile Phone\nAnna;0151 23456789\n"))
            })
    public Uni<ImportAnswer> add(
            @Context HttpServerRequest request,
            @RestQuery @Nullable String region,
            @RestQuery @Nullable String mode,
            @RestQuery @Nullable String levels,
            @RestQuery @Nullable String subscribe) {
        var user = caller.get();
        var act = act(region, mode, levels, subscribe);
        var upload = upload(request);
        var order = new ImportBook.Order(user.uid(), user.app(), act, announced(request));
        return imports.admit(user.uid(), () -> importBook.run(order, upload))
                .onTermination()
                .invoke(upload::discardRest);
    }

    private Upload upload(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > configuration.largest()) {
            throw Upload.tooLarge(configuration.largest());
        }
        return new Upload(request, configuration.largest(), configuration.patience());
    }

    private static FileFormat.Kind announced(HttpServerRequest request) {
        var type = request.getHeader("Content-Type");
        if (type == null) {
            throw new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: text/vcard or text/csv.");
        }
        return type.regionMatches(true, 0, CSV, 0, CSV.length()) ? FileFormat.Kind.CSV : FileFormat.Kind.VCARD;
    }

    /// What a sync of one entry with these words would do.
    private static SyncAct act(
            @Nullable String region, @Nullable String mode, @Nullable String levels, @Nullable String subscribe) {
        return SyncRequestReading.read(new SyncRequest(
                region, null, mode, numbers(levels), flag(subscribe), List.of("in the file"), null, null));
    }

    private static @Nullable List<Integer> numbers(@Nullable String levels) {
        if (levels == null) {
            return null;
        }
        try {
            return levels.isEmpty()
                    ? List.of()
                    : Arrays.stream(levels.split(",", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException none) {
            throw invalid("levels are whole numbers from 1 to 31 with commas between.");
        }
    }

    private static @Nullable Boolean flag(@Nullable String subscribe) {
        return switch (subscribe) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("subscribe is true or false.");
        };
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }
}
