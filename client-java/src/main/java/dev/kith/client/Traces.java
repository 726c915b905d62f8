package dev.kith.client;

/**
 * What is held about a number that somebody has proven to hold, without an account.
 *
 * @param books how many phone books hold it; never whose
 * @param refused it is kept out of phone books from now on
 * @param proof good for 15 minutes
 */
public record Traces(long books, boolean refused, String proof) {
    @Override
    public String toString() {
        return "in " + books + " books" + (refused ? ", refused" : ""); // never the proof
    }
}
