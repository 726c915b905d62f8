package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.GroupProfile;
import dev.kith.client.PictureSize;
import dev.kith.client.Pictures;
import dev.kith.client.SelfProfile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@link Pictures}, of a thread that waits as long as a picture takes. */
public final class BlockingPictures {
    private final Pictures pictures;
    private final Waiting waiting;

    BlockingPictures(Pictures pictures, Waiting waiting) {
        this.pictures = pictures;
        this.waiting = waiting;
    }

    /** As {@link Pictures#set(Path)}. */
    @CanIgnoreReturnValue
    public SelfProfile set(Path picture) {
        return waiting.asLongAsItTakes(pictures.set(picture));
    }

    /** As {@link Pictures#set(Path, Set)}. */
    @CanIgnoreReturnValue
    public SelfProfile set(Path picture, Set<Integer> levels) {
        return waiting.asLongAsItTakes(pictures.set(picture, levels));
    }

    /** As {@link Pictures#remove()}. */
    @CanIgnoreReturnValue
    public SelfProfile remove() {
        return waiting.answer(pictures.remove());
    }

    /** As {@link Pictures#fetch(String, PictureSize)}. */
    public Optional<Path> fetch(String address, PictureSize size) {
        return waiting.asLongAsItTakes(pictures.fetch(address, size));
    }

    /** As {@link Pictures#setOfGroup(long, Path)}. */
    @CanIgnoreReturnValue
    public GroupProfile setOfGroup(long group, Path picture) {
        return waiting.asLongAsItTakes(pictures.setOfGroup(group, picture));
    }

    /** As {@link Pictures#removeOfGroup(long)}. */
    @CanIgnoreReturnValue
    public GroupProfile removeOfGroup(long group) {
        return waiting.answer(pictures.removeOfGroup(group));
    }

    /** As {@link Pictures#fetchOfGroup(long, PictureSize)}. */
    public Optional<Path> fetchOfGroup(long group, PictureSize size) {
        return waiting.asLongAsItTakes(pictures.fetchOfGroup(group, size));
    }
}
