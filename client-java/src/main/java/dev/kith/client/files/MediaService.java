package dev.kith.client.files;

import com.google.gson.JsonObject;
import dev.kith.client.FileProgress;
import dev.kith.client.FileTransferHandler;
import dev.kith.client.KithException;
import dev.kith.client.RemoteFile;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.rest.Signer;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Uploads by tus 1.0, downloads in parts. An upload that was stopped is gone on with for as long as it is remembered
 * where it was begun, a download for as long as its {@code .part} file is there.
 */
public final class MediaService implements FileTransferHandler {
    private static final Pattern URL = Pattern.compile("/v1/files/[\\w-]+(?:/thumbnail)?(?:\\?.*)?");

    private final Gateway gateway;
    private final Signer signer;
    private final Begun uploads;
    private final Digests digests;

    /** @param signer for whom: what goes on when somebody else is the user is refused */
    public MediaService(Gateway gateway, Signer signer, Begun uploads, Digests digests) {
        this.gateway = gateway;
        this.signer = signer;
        this.uploads = uploads;
        this.digests = digests;
    }

    @Override
    public RemoteFile upload(Path file, FileProgress progress) throws IOException, InterruptedException {
        return referred(bring(file, progress));
    }

    /**
     * The id under which the file is at the server; nobody else may have it so far, and unless it is referred to it goes
     * after a while.
     */
    public String bring(Path file, FileProgress progress) throws IOException, InterruptedException {
        var digest = digests.of(file);
        long size = Files.size(file);
        var known = known(digest);
        if (known != null) {
            progress.moved(size, size);
            return known;
        }
        var patience = new Patience();
        while (true) {
            try {
                var upload = begun(digest, file, size);
                long offset = offset(upload);
                patience.at(offset);
                if (offset < size) {
                    append(upload, new FilePiece(file, offset, size, progress));
                }
                uploads.forget(digest);
                return upload.substring(upload.lastIndexOf('/') + 1);
            } catch (IOException lost) {
                patience.wait(lost);
            } catch (KithException refused) {
                if (refused.code() == ErrorCode.NOT_FOUND) {
                    uploads.forget(digest); // it waited for too long, and begins anew
                }
                patience.wait(refused);
            }
        }
    }

    @Override
    public void download(String url, Path to, FileProgress progress) throws IOException, InterruptedException {
        // A message may hold any text, and the token is for this server alone.
        if (!URL.matcher(url).matches()) {
            throw KithException.of(ErrorCode.INVALID_VALUE, "This is no file of this server.");
        }
        // Not to go on with what was begun of another file.
        var part = to.resolveSibling(to.getFileName() + "." + Integer.toHexString(url.hashCode()) + ".part");
        var patience = new Patience();
        while (!fetched(url, part, progress, patience)) {
            // From where it stands.
        }
        Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean fetched(String url, Path part, FileProgress progress, Patience patience)
            throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        patience.at(have);
        try (var answer = gateway.exchange(
                url, request -> have == 0 ? request : request.header("Range", "bytes=" + have + "-"), signer)) {
            if (answer.code() == ErrorCode.BAD_RANGE.status()) {
                return true; // nothing behind what is here
            }
            Gateway.requireGood(answer);
            long from = answer.code() == 206 ? have : 0;
            save(answer, part, from, progress);
            return true;
        } catch (IOException lost) {
            patience.wait(lost);
        } catch (KithException refused) {
            patience.wait(refused);
        }
        return false;
    }

    private static void save(Response answer, Path part, long from, FileProgress progress) throws IOException {
        var body = Objects.requireNonNull(answer.body());
        long total = from + body.contentLength();
        try (var bytes = body.byteStream();
                OutputStream out = from == 0
                        ? Files.newOutputStream(part)
                        : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
            var piece = new byte[64 << 10];
            long done = from;
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                out.write(piece, 0, read);
                done += read;
                progress.moved(done, total);
            }
        }
    }

    /** The id of a file that came as these bytes. */
    private @Nullable String known(String digest) {
        var answer = gateway.signed(Call.get("v1", "files").with("sha256", digest), signer)
                .join();
        for (var file : Json.objects(Json.object(answer), "files")) {
            return file.get("id").getAsString();
        }
        return null;
    }

    private String begun(String digest, Path file, long size) throws IOException, InterruptedException {
        var begun = uploads.upload(digest);
        if (begun.isPresent()) {
            return begun.get();
        }
        var name = Base64.getEncoder()
                .encodeToString(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
        try (var answer = gateway.exchange(
                "/v1/uploads",
                request -> request.post(RequestBody.create(new byte[0]))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", Long.toString(size))
                        .header("Upload-Metadata", "filename " + name),
                signer)) {
            Gateway.requireGood(answer);
            var upload = Objects.requireNonNull(answer.header("Location"));
            uploads.keep(digest, upload);
            return upload;
        }
    }

    private long offset(String upload) throws IOException {
        try (var answer =
                gateway.exchange(upload, request -> request.head().header("Tus-Resumable", "1.0.0"), signer)) {
            Gateway.requireGood(answer);
            return Long.parseLong(Objects.requireNonNull(answer.header("Upload-Offset")));
        }
    }

    private void append(String upload, FilePiece piece) throws IOException {
        try (var answer = gateway.exchange(
                upload,
                request -> request.patch(piece)
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Offset", Long.toString(piece.from())),
                signer)) {
            Gateway.requireGood(answer);
        }
    }

    private RemoteFile referred(String id) {
        var file = Json.object(gateway.signed(Call.post(new JsonObject(), "v1", "files", id, "reference"), signer)
                .join());
        var url = file.get("url").getAsString();
        return new RemoteFile(
                id,
                url,
                file.get("name").getAsString(),
                file.get("size").getAsLong(),
                file.get("type").getAsString(),
                file.get("thumbnail").getAsBoolean() ? url.replace("?", "/thumbnail?") : null);
    }
}
