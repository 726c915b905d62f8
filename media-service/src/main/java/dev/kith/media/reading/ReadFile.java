package dev.kith.media.reading;

import dev.kith.kit.caller.Caller;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.media.MediaConfiguration;
import dev.kith.media.file.Content;
import dev.kith.media.file.FileRepository;
import dev.kith.media.file.StoredFile;
import dev.kith.media.picture.SeenPictures;
import dev.kith.media.storage.Form;
import dev.kith.media.storage.Kept;
import dev.kith.media.storage.KeptBytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives a file to its owner, to users of its app who hold a reference, a picture to those who see it in a profile, and
/// anything to whoever holds a link that has not ended. To all others there is no such file.
@ApplicationScoped
class ReadFile {
    private final FileRepository files;
    private final Signatures signatures;
    private final SeenPictures pictures;
    private final Kept kept;
    private final Clock clock;
    private final RateLimit linked;

    ReadFile(
            FileRepository files,
            Signatures signatures,
            SeenPictures pictures,
            Kept kept,
            Clock clock,
            MediaConfiguration configuration) {
        this.files = files;
        this.signatures = signatures;
        this.pictures = pictures;
        this.kept = kept;
        this.clock = clock;
        this.linked = new RateLimit(
                "calls by links to this file", configuration.linkedCallsPerMinute(), Duration.ofMinutes(1));
    }

    /// What is known of the file, for whoever may read it.
    ///
    /// Without a reference a picture may still be one of a profile, about which profile-service is asked; so this
    /// fails with `unavailable` when that is away.
    Uni<Optional<StoredFile>> find(Caller caller, UUID id, @Nullable String reference) {
        return files.find(id, caller.app())
                .flatMap(found -> found.map(file ->
                                mayRead(caller, file, reference).map(may -> may ? found : Optional.<StoredFile>empty()))
                        .orElseGet(() -> Uni.createFrom().item(found)));
    }

    private Uni<Boolean> mayRead(Caller caller, StoredFile file, @Nullable String reference) {
        if (file.owner() == caller.uid()) {
            return Uni.createFrom().item(true);
        }
        if (reference != null) {
            return Uni.createFrom().item(signatures.isReference(reference, file.id(), caller.app()));
        }
        return file.content().picture() == null
                ? Uni.createFrom().item(false)
                : pictures.seenBy(caller, file.owner(), file.id());
    }

    Uni<Optional<Reading>> read(Caller caller, UUID id, Form form, @Nullable String reference) {
        return find(caller, id, reference).flatMap(found -> opened(found, form));
    }

    /// Only calls with a link that holds count: nobody else can use up what is for those who have one.
    ///
    /// @throws ProblemException `too-many` for a file that is fetched by links too often
    Uni<Optional<Reading>> readByLink(UUID id, Form form, long untilSecond, String signature) {
        if (clock.instant().getEpochSecond() >= untilSecond || !signatures.isLink(signature, id, form, untilSecond)) {
            return Uni.createFrom().item(Optional.empty());
        }
        linked.take(id.toString());
        return files.find(id).flatMap(found -> opened(found, form));
    }

    /// So many bytes of what was found, from there on.
    Uni<KeptBytes> bytes(Reading reading, long from, long count) {
        return kept.read(reading.content(), reading.form(), from, count);
    }

    private Uni<Optional<Reading>> opened(Optional<StoredFile> found, Form form) {
        return found.filter(file -> form == Form.WHOLE || file.content().hasThumbnail())
                .map(file -> kept.size(file.content().key(), form).map(size -> Optional.of(reading(file, form, size))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Reading reading(StoredFile file, Form form, long size) {
        var content = file.content();
        return new Reading(
                content.key(), form, size, type(content, form), file.name(), Reading.tag(content.tag(), form));
    }

    private static String type(Content content, Form form) {
        var picture = content.picture();
        return form == Form.THUMBNAIL && picture != null && picture.smallType() != null
                ? picture.smallType()
                : content.type();
    }
}
