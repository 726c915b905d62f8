package dev.kith.client;

/** Hears how a file moves. Called often, on the thread that moves it; one that throws stops the transfer. */
@FunctionalInterface
public interface FileProgress {
    /** For who does not want to know. */
    FileProgress IGNORED = (done, total) -> {};

    /** So many bytes of so many are there. Never goes back, unless a transfer has to begin anew. */
    void moved(long done, long total);
}
