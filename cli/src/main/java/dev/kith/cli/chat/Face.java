package dev.kith.cli.chat;

import java.io.IOException;

/// What the user sees of a chat, and how the user is heard. Shown to from one thread at a time.
interface Face extends AutoCloseable {
    /// One more line, or several, for good.
    void line(String text);

    /// What stands beside the place where the user types, until it changes.
    void standing(String text);

    /// What passes: only a face that has no place for the standing shows it.
    void aside(String text);

    /// Hands over what the user types, until there is no more.
    void listen(Ears ears);

    @Override
    default void close() throws IOException {}

    /// Who hears the user; on the thread of [#listen].
    interface Ears {
        /// Answers whether to go on.
        boolean typed(String line);

        void isTyping();
    }
}
