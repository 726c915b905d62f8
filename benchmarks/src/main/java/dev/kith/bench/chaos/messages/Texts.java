package dev.kith.bench.chaos.messages;

/// What stands in a message: its number, and words around it.
final class Texts {
    private static final String HEAD = "message ";
    private static final String TAIL = " of this run";

    private Texts() {}

    static String of(int message) {
        return HEAD + message + TAIL;
    }

    /// The number of the message with this text; -1: it is none of these.
    static int numberOf(String text) {
        return text.startsWith(HEAD) && text.endsWith(TAIL)
                ? Integer.parseInt(text.substring(HEAD.length(), text.length() - TAIL.length()))
                : -1;
    }
}
