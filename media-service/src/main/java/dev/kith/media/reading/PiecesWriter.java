package dev.kith.media.reading;

import dev.kith.kit.Departure;
import dev.kith.media.storage.KeptBytes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Sends bytes as they come: the next piece is asked for when the one before it has gone out. What breaks off ends the
/// connection, for the answer has begun, and its reader must not take it for whole.
@Departure("the framework hands a writer its answer and takes no chain back")
@Provider
public class PiecesWriter implements ServerMessageBodyWriter<KeptBytes.InPieces> {
    private static final Logger LOG = Logger.getLogger(PiecesWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return KeptBytes.InPieces.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return KeptBytes.InPieces.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(KeptBytes.InPieces bytes, Type generic, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        var response = context.serverResponse();
        request.suspend();
        // The first write looks for it before the framework has put it there.
        response.setResponseHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(bytes.count()));
        bytes.pieces()
                .onItem()
                .transformToUniAndConcatenate(piece -> Uni.createFrom().completionStage(() -> response.write(piece)))
                .collect()
                .last()
                .subscribe()
                .with(
                        sent -> {
                            response.end();
                            request.resume();
                        },
                        failure -> {
                            LOG.debugf("a file broke off: %s", failure.toString());
                            request.serverRequest().closeConnection();
                            request.resume();
                        });
    }

    @Override
    public void writeTo(
            KeptBytes.InPieces bytes,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        throw new IOException("only to a connection");
    }
}
