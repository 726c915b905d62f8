package dev.kith.media.storage;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.file.AsyncFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// The bytes of uploads that are not whole yet.
///
/// How many there are is the length of the file on disk, and nothing else: a crash between writing and any note of it
/// loses no byte and counts none twice. A length that is told to somebody was forced to the disk before. Nothing here
/// blocks an event loop, and no more of a request is read than was written.
@ApplicationScoped
public class Coming {
    private final Vertx vertx;
    private final Folder folder;
    private final UploadLocks locks;
    private final MediaConfiguration configuration;

    Coming(Vertx vertx, Folder folder, UploadLocks locks, MediaConfiguration configuration) {
        this.vertx = vertx;
        this.folder = folder;
        this.locks = locks;
        this.configuration = configuration;
    }

    /// Does this while nobody else does anything with the upload; empty if somebody does.
    public <T> Uni<Optional<T>> alone(UUID id, Supplier<Uni<T>> work) {
        return blocking(() -> locks.take(id))
                .flatMap(lock -> lock.map(held -> holding(held, work))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// Does this while nobody else does anything with any of these uploads; empty if somebody does.
    public <T> Uni<Optional<T>> alone(List<UUID> ids, Supplier<Uni<T>> work) {
        if (ids.isEmpty()) {
            return work.get().map(Optional::of);
        }
        return alone(ids.getFirst(), () -> alone(ids.subList(1, ids.size()), work))
                .map(first -> first.flatMap(Function.identity()));
    }

    /// How much has come. Forced to the disk.
    public Uni<Long> length(UUID id) {
        return blocking(() -> forcedLength(folder.coming(id)));
    }

    /// Writes at the end as long as bytes come, forces them to the disk, and answers the length then. When they break
    /// off, or stand still for too long, what has come stays, and the failure is theirs.
    ///
    /// Only for who is [#alone] with the upload.
    public Uni<Long> append(UUID id, Multi<Buffer> bytes) {
        return vertx.fileSystem()
                .open(
                        folder.coming(id).toString(),
                        new OpenOptions().setCreate(true).setWrite(true))
                .flatMap(file -> file.size().flatMap(end -> write(file, end, bytes)));
    }

    /// Makes the file of an upload that has no bytes.
    public Uni<Void> create(UUID id) {
        return blocking(() -> {
                    FileChannel.open(folder.coming(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                            .close();
                    return true;
                })
                .replaceWithVoid();
    }

    /// Makes the bytes of these parts, one behind the other, those of this upload. The parts have none then. Can be
    /// repeated after a crash at any step.
    ///
    /// Only for who is [#alone] with the upload, of parts that take no more bytes.
    ///
    /// @throws ProblemException `not-found` if the bytes of a part are gone, because it is being removed
    public Uni<Void> join(UUID id, List<UUID> parts) {
        return blocking(() -> {
                    // Its name comes in one step, when all is in it: what bears it is whole.
                    if (!Files.exists(folder.coming(id))) {
                        join(folder.draft(id, Form.WHOLE), parts);
                        Files.move(folder.draft(id, Form.WHOLE), folder.coming(id), StandardCopyOption.ATOMIC_MOVE);
                        folder.forceComing();
                    }
                    for (UUID part : parts) {
                        Files.deleteIfExists(folder.coming(part));
                    }
                    return true;
                })
                .replaceWithVoid();
    }

    /// Drops what came after this length.
    public Uni<Void> cut(UUID id, long length) {
        return blocking(() -> {
                    cut(folder.coming(id), length);
                    return true;
                })
                .replaceWithVoid();
    }

    /// The file with what has come, to be read.
    public Path file(UUID id) {
        return folder.coming(id);
    }

    /// Where a form of what has come is worked out before it is kept; goes with the rest.
    public Path draft(UUID id, Form form) {
        return folder.draft(id, form);
    }

    /// Removes all that this upload left but what is kept. Nothing happens if there is nothing.
    public Uni<Void> remove(UUID id) {
        return blocking(() -> {
                    Files.deleteIfExists(folder.coming(id));
                    for (Form form : Form.values()) {
                        Files.deleteIfExists(folder.draft(id, form));
                    }
                    return true;
                })
                .replaceWithVoid();
    }

    private <T> Uni<Optional<T>> holding(FileLock held, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .map(Optional::of)
                .onTermination()
                .call(() -> blocking(() -> {
                    held.release();
                    return true;
                }));
    }

    private Uni<Long> write(AsyncFile file, long from, Multi<Buffer> bytes) {
        var end = new AtomicLong(from);
        return bytes.ifNoItem()
                .after(configuration.silence())
                .failWith(
                        () -> new ProblemException(ErrorCode.TIMEOUT, "Nothing came for too long; ask where to go on."))
                .onItem()
                .transformToUniAndConcatenate(piece -> file.write(
                                io.vertx.mutiny.core.buffer.Buffer.newInstance(piece), end.getAndAdd(piece.length()))
                        .replaceWith(piece.length()))
                .collect()
                .last()
                .onTermination()
                .call(() -> file.flush().eventually(file::close))
                .map(last -> end.get());
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    private void join(Path whole, List<UUID> parts) throws IOException {
        try (var out = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (UUID part : parts) {
                append(folder.coming(part), out);
            }
            out.force(true);
        } catch (NoSuchFileException gone) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "The upload was removed.");
        }
    }

    private static void append(Path part, FileChannel out) throws IOException {
        try (var in = FileChannel.open(part, StandardOpenOption.READ)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
                at += in.transferTo(at, size - at, out);
            }
        }
    }

    private static long forcedLength(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            return channel.size();
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
    }

    private static void cut(Path file, long length) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        } catch (NoSuchFileException nothingYet) {
            // Nothing to cut.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
