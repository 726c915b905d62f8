package dev.kith.contacts.importing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.Departure;
import dev.kith.kit.problem.ProblemException;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/// The service takes bodies as large as a file; this keeps all other calls to what a sync needs, before their bodies
/// are read.
@Departure("bodies are limited where requests come in")
@Provider
class CallSize implements ContainerRequestFilter {
    private static final String IMPORT = "/v1/contacts:import";

    /// Asked for late: filters are made before the configuration is there.
    private final Instance<ImportConfiguration> configuration;
    private final RoutingContext routing;

    CallSize(Instance<ImportConfiguration> configuration, RoutingContext routing) {
        this.configuration = configuration;
        this.routing = routing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (IMPORT.equals(routing.normalizedPath())) {
            return;
        }
        long largest = configuration.get().largestOtherCall();
        if (request.getLength() > largest) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "The body may have at most " + largest + " bytes here.");
        }
        // Of one that does not say how long it is, counted as it is read.
        routing.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, largest);
    }
}
