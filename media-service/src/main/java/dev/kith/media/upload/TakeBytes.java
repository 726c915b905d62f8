package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.finishing.FinishUpload;
import dev.kith.media.storage.Coming;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Takes the next bytes of an upload.
///
/// What was answered as taken is on the disk. What came before a break stays, so that the client goes on behind it; of
/// bytes with a checksum all stay, or none. Whoever takes the last byte finishes the upload, and so does whoever asks
/// for its offset after a crash in between.
@ApplicationScoped
class TakeBytes {
    /// How many bytes come between two looks whether the upload is still there. 8 MiB: a query for some hundred writes.
    private static final long BETWEEN_LOOKS = 8L << 20;

    private final UploadRepository uploads;
    private final Coming coming;
    private final FinishUpload finish;

    TakeBytes(UploadRepository uploads, Coming coming, FinishUpload finish) {
        this.uploads = uploads;
        this.coming = coming;
        this.finish = finish;
    }

    /// How much has come.
    Uni<Progress> offset(Caller caller, UUID id) {
        return withUpload(
                caller,
                id,
                upload -> settledLength(upload).flatMap(offset -> progress(upload, offset, upload.expiresAt())));
    }

    /// Takes these bytes at this offset.
    Uni<Progress> take(Caller caller, UUID id, long offset, Optional<Checksum> checksum, Multi<Buffer> bytes) {
        return withUpload(
                caller,
                id,
                upload -> upload.concat() instanceof Concat.Final
                        ? Uni.createFrom().item(new Progress.Joined())
                        : takeAt(upload, offset, checksum, bytes));
    }

    private Uni<Progress> takeAt(Upload upload, long offset, Optional<Checksum> checksum, Multi<Buffer> bytes) {
        return settledLength(upload)
                .flatMap(stands -> stands == offset
                        ? takeHere(upload, offset, checksum, bytes)
                        : Uni.createFrom().item(new Progress.Elsewhere(stands)));
    }

    private Uni<Progress> withUpload(Caller caller, UUID id, Function<Upload, Uni<Progress>> work) {
        return ifThere(
                caller,
                id,
                seen -> coming.alone(
                                // Once more when nobody else writes or removes: what is found then holds until the end.
                                id, () -> ifThere(caller, id, work))
                        .map(done -> done.orElseGet(Progress.Busy::new)));
    }

    private Uni<Progress> ifThere(Caller caller, UUID id, Function<Upload, Uni<Progress>> work) {
        return uploads.find(caller, id)
                .flatMap(found ->
                        found.map(work).orElseGet(() -> Uni.createFrom().item(new Progress.Unknown())));
    }

    /// How much has come that may be believed: bytes that were waiting for their checksum in a crash go. What
    /// is made of parts has all of theirs.
    private Uni<Long> settledLength(Upload upload) {
        if (upload.finished()) {
            return Uni.createFrom().item(upload.length());
        }
        if (upload.concat() instanceof Concat.Final joined) {
            return coming.join(upload.id(), joined.parts()).replaceWith(upload.length());
        }
        if (upload.unverifiedFrom().isEmpty()) {
            return coming.length(upload.id());
        }
        return drop(upload.id(), upload.unverifiedFrom().getAsLong());
    }

    private Uni<Long> drop(UUID id, long from) {
        return coming.cut(id, from).flatMap(cut -> uploads.extend(id)).replaceWith(from);
    }

    private Uni<Progress> takeHere(Upload upload, long offset, Optional<Checksum> checksum, Multi<Buffer> bytes) {
        if (upload.finished()) {
            return Uni.createFrom().item(at(upload, offset, upload.expiresAt()));
        }
        var wanted = whileThere(upload.id(), bounded(bytes, upload.length() - offset));
        return checksum.map(expected -> takeVerified(upload, offset, expected, wanted))
                .orElseGet(() -> coming.append(upload.id(), wanted).flatMap(end -> extended(upload, end)));
    }

    private Uni<Progress> takeVerified(Upload upload, long offset, Checksum expected, Multi<Buffer> bytes) {
        var digest = expected.digest();
        var digested = bytes.invoke(piece -> digest.update(piece.getByteBuf().nioBuffer()));
        return uploads.distrust(upload.id(), offset)
                .flatMap(distrusted -> coming.append(upload.id(), digested))
                .onFailure()
                .call(() -> drop(upload.id(), offset))
                .flatMap(end -> expected.matches(digest)
                        ? extended(upload, end)
                        : drop(upload.id(), offset).replaceWith(new Progress.Corrupt()));
    }

    private Uni<Progress> extended(Upload upload, long offset) {
        return uploads.extend(upload.id())
                .flatMap(extended -> extended.map(expiry -> progress(upload, offset, expiry))
                        .orElseGet(() -> Uni.createFrom().item(new Progress.Unknown())));
    }

    private Uni<Progress> progress(Upload upload, long offset, Instant expiresAt) {
        var progress = at(upload, offset, expiresAt);
        if (offset < upload.length() || upload.finished() || upload.concat() instanceof Concat.Partial) {
            return Uni.createFrom().item(progress);
        }
        return finish.finish(upload.id()).map(there -> there ? progress : new Progress.Unknown());
    }

    private static Progress at(Upload upload, long offset, Instant expiresAt) {
        return new Progress.At(offset, upload.length(), expiresAt, upload.concat());
    }

    /// Ends the bytes of an upload that is removed while they come: it counts for nobody any more, so that many of them
    /// would fill the disk beyond what a user may have.
    private Multi<Buffer> whileThere(UUID id, Multi<Buffer> bytes) {
        var unlooked = new AtomicLong();
        return bytes.call(piece -> {
            if (unlooked.addAndGet(piece.length()) < BETWEEN_LOOKS) {
                return Uni.createFrom().voidItem();
            }
            unlooked.set(0);
            return uploads.isThere(id).invoke(there -> {
                if (!there) {
                    throw new ProblemException(ErrorCode.NOT_FOUND, "The upload was removed.");
                }
            });
        });
    }

    private static Multi<Buffer> bounded(Multi<Buffer> bytes, long most) {
        var left = new AtomicLong(most);
        return bytes.invoke(piece -> {
            if (left.addAndGet(-piece.length()) < 0) {
                throw new ProblemException(ErrorCode.TOO_LARGE, "There are more bytes than the upload was to have.");
            }
        });
    }
}
