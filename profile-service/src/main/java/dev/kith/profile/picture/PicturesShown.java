package dev.kith.profile.picture;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PicturesUpdated;
import dev.kith.kit.event.Event;
import java.util.Optional;
import java.util.Set;

/// What is told of the pictures that profiles show, so that they are kept for as long as one does.
public final class PicturesShown {
    private PicturesShown() {}

    /// Of a user's profile; nothing if they are the same as before.
    public static Optional<Event> byUser(long uid, String app, Set<Picture> before, Set<Picture> now) {
        return told(uid, PicturesUpdated.newBuilder().setUid(uid).setApp(app), before, now);
    }

    /// Of a group's profile; nothing if they are the same as before.
    public static Optional<Event> byGroup(long group, String app, Set<Picture> before, Set<Picture> now) {
        return told(group, PicturesUpdated.newBuilder().setGroup(group).setApp(app), before, now);
    }

    private static Optional<Event> told(
            long key, PicturesUpdated.Builder event, Set<Picture> before, Set<Picture> now) {
        if (before.equals(now)) {
            return Optional.empty();
        }
        now.forEach(picture -> event.addFiles(picture.file().toString()));
        return Optional.of(Event.of(Topic.PICTURES_UPDATED, key, event.build()));
    }
}
