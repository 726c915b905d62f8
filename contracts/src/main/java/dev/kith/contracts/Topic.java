package dev.kith.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event topics: one producer service each, key and retention as said here.
 *
 * <p>Keys begin with a uid, or the number of a group, as 8 bytes, big-endian, and that alone chooses the partition; so
 * all that concerns one user or one group keeps its order. What concerns nobody alone has the uid 0, which is given to
 * no user. Values are the protobuf message of the same name. Records that cannot be processed go to
 * {@link #deadLetters()}.
 */
public enum Topic {
    APP_UPDATED("app.updated"),
    USER_JOINED("user.joined"),
    // It has the address of who left, which must not stay for good. Who starts from nothing misses nothing: the key is
    // ended on user.joined too.
    USER_LEFT("user.left", Duration.ofDays(30)),
    SESSION_REVOKED("session.revoked", Duration.ofDays(1)),
    PROFILE_UPDATED("profile.updated"),
    RELATIONSHIP_UPDATED("relationship.updated"),
    RESTRICTION_UPDATED("restriction.updated"),
    PICTURES_UPDATED("pictures.updated", Duration.ofDays(7)),
    CONTACTS_MATCHED("contacts.matched", Duration.ofDays(7)),
    CONTACT_JOINED("contact.joined", Duration.ofDays(7)),
    CONVERSATION_BEGUN("conversation.begun", Duration.ofDays(7)),
    SESSION_CHANGED("session.changed", Duration.ofHours(1)),
    GROUP_UPDATED("group.updated"),
    INBOX("inbox", Duration.ofDays(7)),
    GROUP_INBOX("group.inbox", Duration.ofDays(7)),
    PROFILE_NOTICE("profile.notice", Duration.ofMinutes(1)),
    PRESENCE_NOTICE("presence.notice", Duration.ofMinutes(1));

    /** How long a record that could not be processed can be looked at and replayed. */
    public static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(14);

    private final String topicName;
    private final @Nullable Duration kept;

    /** A compacted topic: the newest record of each key stays for good. */
    Topic(String topicName) {
        this.topicName = topicName;
        this.kept = null;
    }

    Topic(String topicName, Duration kept) {
        this.topicName = topicName;
        this.kept = kept;
    }

    /** The name at the broker, such as {@code user.joined}. */
    public String topicName() {
        return topicName;
    }

    /** How long every record is kept; empty: compacted, so the newest of each key stays for good. */
    public Optional<Duration> kept() {
        return Optional.ofNullable(kept);
    }

    /** The name of the topic for records of this one that cannot be processed. */
    public String deadLetters() {
        return topicName + ".dead";
    }

    public static Optional<Topic> named(String topicName) {
        return Arrays.stream(values())
                .filter(t -> t.topicName.equals(topicName))
                .findFirst();
    }
}
