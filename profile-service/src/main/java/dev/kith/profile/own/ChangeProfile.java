package dev.kith.profile.own;

import dev.kith.kit.outbox.Outbox;
import dev.kith.profile.picture.Picture;
import dev.kith.profile.picture.PicturesShown;
import dev.kith.profile.state.Field;
import dev.kith.profile.state.ProfileState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Changes the own profile and announces it, in one transaction.
///
/// Two changes at once happen one after the other; one that expects a version which is gone changes nothing. A
/// change after which all is as before keeps the version.
@ApplicationScoped
class ChangeProfile {
    private static final String TRANSACTION = "select pg_current_xact_id()::text::bigint";

    private final ProfileRepository profiles;
    private final Outbox outbox;

    ChangeProfile(ProfileRepository profiles, Outbox outbox) {
        this.profiles = profiles;
        this.outbox = outbox;
    }

    /// What became of a change.
    sealed interface Outcome {
        record Changed(ProfileState now) implements Outcome {}

        /// Somebody else was first.
        record Conflict(long version) implements Outcome {}

        /// The user is not known here, or not yet.
        record Nobody() implements Outcome {}
    }

    Uni<Outcome> change(long uid, String app, ProfilePatch patch, ExpectedVersion expected) {
        return Panache.withTransaction(
                        () -> profiles.locked(uid, app).flatMap(profile -> attempt(profile, patch, expected)))
                .invoke(outbox::committed);
    }

    private Uni<Outcome> attempt(Optional<Profile> found, ProfilePatch patch, ExpectedVersion expected) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Nobody());
        }
        var profile = found.get();
        var before = profile.state();
        if (!expected.allows(before.version())) {
            return Uni.createFrom().item(new Outcome.Conflict(before.version()));
        }
        var fields = patch.applied(before.fields());
        if (fields.equals(before.fields())) {
            return Uni.createFrom().item(new Outcome.Changed(before));
        }
        profile.become(fields);
        var now = profile.state();
        return announce(now, before.fields()).replaceWith(new Outcome.Changed(now));
    }

    private Uni<Void> announce(ProfileState now, Map<String, Field> before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(TRANSACTION, Long.class)
                        .getSingleResult()
                        .flatMap(transaction -> outbox.add(session, now.updatedFrom(before, transaction)))
                        .flatMap(told -> announcePictures(session, now, before)));
    }

    private Uni<Void> announcePictures(Mutiny.Session session, ProfileState now, Map<String, Field> before) {
        return PicturesShown.byUser(now.uid(), now.app(), Picture.of(before), Picture.of(now.fields()))
                .map(event -> outbox.add(session, event))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
