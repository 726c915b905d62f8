package dev.kith.contacts.importing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a request, taken piece by piece: the sender is asked for more only when more is wanted, so a fast one
/// fills no memory and a slow one holds no thread. All of its state is touched on the event loop of the connection.
final class Upload {
    /// Enough to be worth a turn on a worker thread.
    private static final int PIECE = 1 << 18;

    private final HttpServerRequest request;
    private final Context context;
    private final long largest;
    private final Duration patience;
    private Buffer gathered = Buffer.buffer();
    private long size;
    private boolean ended;
    private boolean unwanted;
    private @Nullable ProblemException failure;
    private @Nullable UniEmitter<? super Optional<byte[]>> waiting;

    /// On the event loop of the connection, before anything has been read of the body.
    Upload(HttpServerRequest request, long largest, Duration patience) {
        this.request = request;
        this.context = Objects.requireNonNull(Vertx.currentContext());
        this.largest = largest;
        this.patience = patience;
        request.pause();
        request.exceptionHandler(lost -> fail(new ProblemException(ErrorCode.BAD_REQUEST, "The upload broke off.")));
        request.endHandler(done -> end());
        request.handler(this::add);
    }

    /// The next piece; empty at the end. One at a time.
    ///
    /// @throws ProblemException `too-large`, and `timeout` when nothing comes
    Uni<Optional<byte[]>> next() {
        return Uni.createFrom()
                .<Optional<byte[]>>emitter(emitter -> context.runOnContext(now -> want(emitter)))
                .ifNoItem()
                .after(patience)
                .failWith(() -> new ProblemException(ErrorCode.TIMEOUT, "The rest of the file did not come."));
    }

    private void want(UniEmitter<? super Optional<byte[]>> emitter) {
        waiting = emitter;
        if (!answer()) {
            request.fetch(1);
        }
    }

    /// Whatever still comes is thrown away, so that the answer can be read behind it; but not without end.
    void discardRest() {
        context.runOnContext(now -> {
            if (!ended) {
                unwanted = true;
                gathered = Buffer.buffer();
                request.resume();
            }
        });
    }

    private void add(Buffer piece) {
        size += piece.length();
        if (unwanted) {
            if (size > 2 * largest) {
                request.connection().close();
            }
            return;
        }
        if (size > largest) {
            fail(tooLarge(largest));
            return;
        }
        gathered.appendBuffer(piece);
        if (!answer() && waiting != null) {
            request.fetch(1);
        }
    }

    private void end() {
        ended = true;
        answer();
    }

    private void fail(ProblemException reason) {
        failure = failure == null ? reason : failure;
        answer();
    }

    /// Gives what there is to whoever waits, if it is enough or all.
    private boolean answer() {
        var emitter = waiting;
        if (emitter == null || (failure == null && !ended && gathered.length() < PIECE)) {
            return false;
        }
        waiting = null;
        if (failure != null) {
            emitter.fail(failure);
        } else if (gathered.length() > 0) {
            var piece = gathered.getBytes();
            gathered = Buffer.buffer();
            emitter.complete(Optional.of(piece));
        } else {
            emitter.complete(Optional.empty());
        }
        return true;
    }

    static ProblemException tooLarge(long largest) {
        return new ProblemException(
                ErrorCode.TOO_LARGE,
                "A file may have at most " + (largest >> 20) + " MiB; export it without pictures, or in parts.");
    }
}
