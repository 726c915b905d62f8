package dev.kith.media.finishing;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.FileRepository;
import dev.kith.media.storage.Coming;
import dev.kith.media.storage.Form;
import dev.kith.media.storage.Kept;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Makes a file of an upload that is whole.
///
/// Can be repeated after a crash at any step: what came stays until the file is there, and what was kept is kept again
/// under the same key. Only for who is alone with the upload.
@ApplicationScoped
public class FinishUpload {
    private static final Duration AFTER_A_PICTURE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final WorkerExecutor pictures;
    private final Semaphore room;
    private final Coming coming;
    private final Kept kept;
    private final Examination examination;
    private final FileRepository files;

    FinishUpload(
            Vertx vertx,
            Coming coming,
            Kept kept,
            Examination examination,
            FileRepository files,
            MediaConfiguration configuration) {
        this.vertx = vertx;
        // As many at a time as can be decoded.
        this.pictures = vertx.createSharedWorkerExecutor("kith-pictures", configuration.decoders());
        this.room = new Semaphore(configuration.examinations());
        this.coming = coming;
        this.kept = kept;
        this.examination = examination;
        this.files = files;
    }

    /// Makes it a file, unless it is one.
    ///
    /// @return false if the upload is gone
    /// @throws ProblemException `bad-file` for a picture that cannot be read or is too large; it ends the upload.
    ///     `unavailable` when too many wait already, or nothing can be kept at the moment; whoever asks for the
    ///     offset later goes on from here
    public Uni<Boolean> finish(UUID id) {
        return vertx.executeBlocking(() -> examination.digest(coming.file(id)), false)
                .flatMap(digest -> files.reuse(id, digest)
                        .flatMap(reused -> reused ? Uni.createFrom().item(true) : keepInTurn(id, digest)))
                .call(() -> coming.remove(id));
    }

    /// Keeps it if there is room among those who wait. Their callers wait too, and without a bound for longer than any
    /// of them would.
    private Uni<Boolean> keepInTurn(UUID id, String digest) {
        if (!room.tryAcquire()) {
            throw ProblemException.retryAfter(
                    ErrorCode.UNAVAILABLE, "All has come, but many files wait to be looked into.", AFTER_A_PICTURE);
        }
        return keep(id, digest).onTermination().invoke(room::release);
    }

    private Uni<Boolean> keep(UUID id, String digest) {
        return pictures.executeBlocking(() -> examination.examine(id, digest), false)
                .onFailure(FinishUpload::isFinal)
                .call(() -> files.refuse(id))
                .call(examined -> put(id, examined.forms()))
                .flatMap(examined -> files.add(id, examined.content()));
    }

    /// Whether it would be no other the next time.
    private static boolean isFinal(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ErrorCode.BAD_FILE;
    }

    private Uni<Void> put(UUID id, Map<Form, Path> forms) {
        return Multi.createFrom()
                .iterable(forms.entrySet())
                .onItem()
                .transformToUniAndConcatenate(form -> kept.put(id, form.getKey(), form.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
