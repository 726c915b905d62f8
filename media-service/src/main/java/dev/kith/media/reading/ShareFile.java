package dev.kith.media.reading;

import dev.kith.kit.caller.Caller;
import dev.kith.media.file.FileRepository;
import dev.kith.media.file.StoredFile;
import dev.kith.media.storage.Form;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Lets others have a file.
@ApplicationScoped
class ShareFile {
    private final FileRepository files;
    private final Signatures signatures;
    private final Clock clock;

    ShareFile(FileRepository files, Signatures signatures, Clock clock) {
        this.files = files;
        this.signatures = signatures;
        this.clock = clock;
    }

    /// @param reference with which users of the app may read the file
    record Shared(StoredFile file, String reference) {}

    /// The reference to put into a message. Whoever has the message may have the file then, and the file stays until
    /// its owner removes it. Always the same one.
    Uni<Optional<Shared>> refer(Caller caller, UUID id) {
        return files.share(id, caller.uid(), caller.app())
                .flatMap(shared ->
                        shared ? files.find(id, caller.app()) : Uni.createFrom().item(Optional.<StoredFile>empty()))
                .map(found -> found.map(file -> new Shared(file, signatures.reference(id, caller.app()))));
    }

    /// A link for anybody. Only its owner opens a file to those who are no users of the app.
    Uni<Optional<LinkAnswer>> link(Caller caller, UUID id, Duration life) {
        var until = clock.instant().plus(life);
        return files.find(id, caller.app())
                .map(found -> found.filter(file -> file.owner() == caller.uid()).map(file -> link(file, until)));
    }

    private LinkAnswer link(StoredFile file, Instant until) {
        return new LinkAnswer(
                url(file, Form.WHOLE, until.getEpochSecond()),
                file.content().hasThumbnail() ? url(file, Form.THUMBNAIL, until.getEpochSecond()) : null,
                until);
    }

    private String url(StoredFile file, Form form, long untilSecond) {
        return "/v1/files/" + file.id() + "/signed" + (form == Form.THUMBNAIL ? "/thumbnail" : "") + "?until="
                + untilSecond + "&sig=" + signatures.link(file.id(), form, untilSecond);
    }
}
