package dev.kith.media.storage;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.utils.BinaryUtils;

/// Contents as objects of a bucket, under the names that their files have in the folder: `kept/3f/3f…`.
///
/// An object is there whole or not at all; a large one comes in parts and appears with the last. Calls and connections
/// are bounded in number and time. When the bucket cannot be reached, who asks is told to come again: what was to be
/// kept has stayed where it came in.
final class KeptInBucket implements Kept {
    private static final Logger LOG = Logger.getLogger(KeptInBucket.class);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(10);

    private final String bucket;
    private final S3AsyncClient reading;
    private final S3AsyncClient writing;

    KeptInBucket(BucketSettings settings) {
        this.bucket = settings.name();
        this.reading = BucketClients.forReading(settings);
        this.writing = BucketClients.forWriting(settings);
    }

    @Override
    public Uni<Void> put(UUID key, Form form, Path file) {
        return told(() -> writing.putObject(
                        request -> request.bucket(bucket).key(Folder.nameOfKept(key, form)),
                        AsyncRequestBody.fromFile(file)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Long> size(UUID key, Form form) {
        return told(() -> reading.headObject(request -> request.bucket(bucket).key(Folder.nameOfKept(key, form))))
                .map(HeadObjectResponse::contentLength);
    }

    @Override
    public Uni<KeptBytes> read(UUID key, Form form, long from, long count) {
        return told(() -> reading.getObject(
                        request -> request.bucket(bucket)
                                .key(Folder.nameOfKept(key, form))
                                .range("bytes=" + from + "-" + (from + count - 1)),
                        AsyncResponseTransformer.toPublisher()))
                .map(bytes -> new KeptBytes.InPieces(
                        count,
                        Multi.createFrom()
                                .<ByteBuffer>publisher(AdaptersToFlow.publisher(bytes))
                                .map(BinaryUtils::copyBytesFrom)));
    }

    @Override
    public Uni<Void> remove(UUID key) {
        return Multi.createFrom()
                .items(Form.values())
                .onItem()
                .transformToUniAndConcatenate(form -> told(() ->
                        writing.deleteObject(request -> request.bucket(bucket).key(Folder.nameOfKept(key, form)))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    void close() {
        reading.close();
        writing.close();
    }

    /// The answer to this call, where the caller goes on: the SDK has threads of its own.
    private <T> Uni<T> told(Supplier<CompletableFuture<T>> call) {
        return Uni.createFrom().deferred(() -> {
            var answer = Uni.createFrom().completionStage(call).onFailure().transform(this::unavailable);
            var here = Vertx.currentContext();
            return here == null ? answer : answer.emitOn(MutinyHelper.executor(here));
        });
    }

    private ProblemException unavailable(Throwable failure) {
        LOG.warnf("bucket %s: %s", bucket, failure.toString());
        return ProblemException.retryAfter(
                ErrorCode.UNAVAILABLE, "Files cannot be reached at the moment.", AFTER_AN_OUTAGE);
    }
}
