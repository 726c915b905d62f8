package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Files: brought to where others can fetch them, and fetched. A transfer goes on where the line broke; the same bytes are
 * brought once. Cancelling its future stops it; a later one of the same file goes on where it stopped. It is the user's who
 * began it: when another signs in, it is refused as {@code UNAUTHENTICATED}.
 *
 * <pre>{@code
 * kith.sendFile(MessageParams.to("+442079460123"), Path.of("holiday.jpg"));
 * // ... and there, in onMessage:
 * message.file().ifPresent(file -> kith.files().download(file.url(), Path.of("got.jpg"), FileProgress.IGNORED));
 * }</pre>
 */
public final class FileTransfers {
    private final ExecutorService threads;
    private final Gateway gateway;
    private final Credentials credentials;
    private final List<RunningTransfer> running = new ArrayList<>();
    private volatile Supplier<FileTransferHandler> handlers;

    /** @param handlers makes one for each transfer, at its beginning */
    FileTransfers(
            ExecutorService threads, Gateway gateway, Credentials credentials, Supplier<FileTransferHandler> handlers) {
        this.threads = threads;
        this.gateway = gateway;
        this.credentials = credentials;
        this.handlers = handlers;
    }

    /** Moves files by this from now on. */
    public void setHandler(FileTransferHandler newHandler) {
        handlers = () -> newHandler;
    }

    /** Brings a file to where others can fetch it. Fails with a {@link KithException}. */
    public CompletableFuture<RemoteFile> upload(Path file, FileProgress progress) {
        var handler = handlers.get();
        var transfer = new RunningTransfer(absolute(file), null);
        var mine = transfer.<RemoteFile>wanted(progress);
        start(transfer, () -> handler.upload(file, transfer::moved));
        return mine;
    }

    /**
     * Fetches a file. It is there whole when the future completes, and not at all before. Who fetches what is being fetched to the
     * same place already shares in that. {@code INVALID_VALUE}: another file is being fetched to this place.
     */
    public CompletableFuture<Path> download(String url, Path to, FileProgress progress) {
        var handler = handlers.get();
        var place = absolute(to);
        RunningTransfer transfer;
        CompletableFuture<Path> mine;
        CompletableFuture<Void> before;
        synchronized (running) {
            var other = running.stream()
                    .filter(one -> one.url().isPresent() && one.file().equals(place))
                    .reduce((first, last) -> last);
            if (other.isPresent() && !other.get().whole().isDone()) {
                return other.get().url().filter(url::equals).isPresent()
                        ? other.get().wanted(progress)
                        : CompletableFuture.failedFuture(KithException.of(
                                ErrorCode.INVALID_VALUE, "Another file is being fetched to " + place + "."));
            }
            before = other.map(RunningTransfer::over).orElseGet(() -> CompletableFuture.completedFuture(null));
            transfer = new RunningTransfer(place, url);
            mine = transfer.wanted(progress);
            running.add(transfer);
        }
        start(transfer, () -> {
            before.get();
            handler.download(url, to, transfer::moved);
            return to;
        });
        return mine;
    }

    /** The user's files at the server, from the first. What an app keeps elsewhere is not among them. */
    public CompletableFuture<OwnFilePage> list(int most) {
        return listed(Call.get("v1", "files").with("limit", Integer.toString(most)));
    }

    /** Those behind a page, by its {@code next}. */
    public CompletableFuture<OwnFilePage> list(int most, String next) {
        return listed(
                Call.get("v1", "files").with("limit", Integer.toString(most)).with("cursor", next));
    }

    /** Takes a file of the user's back: nobody has it any more, whatever they were sent. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> delete(String id) {
        return gateway.signed(Call.delete("v1", "files", id), credentials).thenAccept(done -> {});
    }

    /** A link by which anybody may fetch a file of the user's for so long, a day at most. */
    public CompletableFuture<FileLink> link(String id, Duration life) {
        var call = Call.post(new JsonObject(), "v1", "files", id, "links")
                .with("seconds", Long.toString(life.toSeconds()));
        return gateway.signed(call, credentials).thenApply(answer -> {
            var link = Json.object(answer);
            return new FileLink(
                    whole(Json.text(link, "url")),
                    Json.optional(link, "thumbnailUrl").map(path -> whole(path.getAsString())),
                    Objects.requireNonNull(Json.instant(link, "until")));
        });
    }

    private CompletableFuture<OwnFilePage> listed(Call call) {
        return gateway.signed(call, credentials).thenApply(answer -> {
            var page = Json.object(answer);
            return new OwnFilePage(
                    Json.objects(page, "files").stream().map(FileTransfers::own).toList(),
                    Json.optional(page, "next").map(JsonElement::getAsString));
        });
    }

    private String whole(String path) {
        return String.valueOf(gateway.server().url().resolve(path));
    }

    private static OwnFile own(JsonObject file) {
        return new OwnFile(
                Json.text(file, "id"),
                Json.text(file, "name"),
                Json.number(file, "size"),
                Json.text(file, "type"),
                Json.optional(file, "thumbnail").map(JsonElement::getAsBoolean).orElse(false),
                Objects.requireNonNull(Json.instant(file, "createdAt")));
    }

    /** Moves a file in a way of its own; nobody else shares in that. */
    <T> CompletableFuture<T> started(Path file, Transfer<T> move) {
        var transfer = new RunningTransfer(absolute(file), null);
        var mine = transfer.<T>wanted(FileProgress.IGNORED);
        start(transfer, move);
        return mine;
    }

    /** The transfer of this file that runs, or waits for its turn, if there is one: from there, or to there. */
    public Optional<RunningTransfer> running(Path file) {
        var place = absolute(file);
        synchronized (running) {
            return running.stream()
                    .filter(one -> one.file().equals(place) && !one.whole().isDone())
                    .findFirst();
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private <T> void start(RunningTransfer transfer, Transfer<T> move) {
        synchronized (running) {
            if (!running.contains(transfer)) {
                running.add(transfer);
            }
        }
        CompletableFuture<T> done = transfer.whole();
        var begun = new AtomicBoolean();
        var task = threads.submit(() -> {
            if (begun.compareAndSet(false, true)) {
                move(transfer, move);
            }
        });
        var unused = done.whenComplete((value, failure) -> {
            if (done.isCancelled()) {
                task.cancel(true);
                if (begun.compareAndSet(false, true)) {
                    over(transfer);
                }
            }
        });
    }

    private <T> void move(RunningTransfer transfer, Transfer<T> move) {
        CompletableFuture<T> done = transfer.whole();
        try {
            var moved = move.run();
            over(transfer);
            done.complete(moved);
        } catch (NoSuchFileException | AccessDeniedException unreadable) {
            fail(
                    transfer,
                    KithException.of(ErrorCode.INVALID_VALUE, "This file cannot be used: " + unreadable.getMessage()));
        } catch (IOException lost) {
            fail(transfer, KithException.noAnswer("The file did not get through: " + lost, lost));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            fail(transfer, new CancellationException());
        } catch (ExecutionException | RuntimeException refused) {
            fail(transfer, KithException.from(refused));
        }
    }

    private void fail(RunningTransfer transfer, Throwable why) {
        over(transfer);
        transfer.whole().completeExceptionally(why);
    }

    private void over(RunningTransfer transfer) {
        synchronized (running) {
            running.remove(transfer);
        }
        transfer.over().complete(null);
    }

    interface Transfer<T> {
        T run() throws IOException, InterruptedException, ExecutionException;
    }
}
