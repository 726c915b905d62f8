package dev.kith.system.mainjob;

import dev.kith.client.Message;
import java.net.URI;

/// Looks at what the run before left, through a new device that knows nothing.
record StillThere(LastRun before, URI gateway, Backend backend) {

    void look(Story story) {
        story.chapter("What the last run left is still there");
        var role = new Cast.Role("reader", "The reader", before.reader(), before.region(), "");
        try (var reader = new Person(role, gateway.toString())) {
            story.step("the reader signs in on a new device", () -> "uid " + reader.signUp(before.app(), backend));
            story.step("every message, each once", () -> {
                Person.await(
                        () -> reader.messages.stream()
                                .map(Message::text)
                                .toList()
                                .containsAll(before.texts()),
                        "all " + before.texts().size() + " messages of the last run");
                long shown =
                        reader.messages.stream().map(Message::id).distinct().count();
                if (shown != reader.messages.size()) {
                    throw new AssertionError("a message was shown twice");
                }
                return before.texts().size() + " received";
            });
            story.step("the profile with its levels", () -> {
                var profile = Person.get(reader.kith().fetchProfile(before.profile()));
                if (!profile.field("status").filter(before.status()::equals).isPresent()) {
                    throw new AssertionError("the status is gone: " + profile);
                }
                return profile.fields().toString();
            });
        }
    }
}
