package dev.kith.broken.edges;

import jakarta.ws.rs.core.Response;

class UseCaseWithHttp {
    Response answer() {
        return Response.noContent().build();
    }
}
