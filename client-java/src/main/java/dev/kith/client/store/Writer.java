package dev.kith.client.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The only one that writes. What is written together is stored together or not at all. Belongs to one thread.
 *
 * <p>A kill loses nothing that was committed. When the power goes, the last transactions may be undone, the cursor with
 * them, so that the server tells it all again; only what the user did is forced to the disk before it counts.
 */
final class Writer {
    private final Connected database;
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private final List<Runnable> afterUndo = new ArrayList<>();
    private boolean within;
    private boolean forced;

    Writer(Connected database) {
        this.database = database;
    }

    Connected database() {
        return database;
    }

    /** Runs this at the end of every transaction, as a part of it. */
    void beforeCommit(Runnable step) {
        beforeCommit.add(step);
    }

    /** Runs this when a transaction was undone: what is remembered of it is wrong. */
    void afterUndo(Runnable step) {
        afterUndo.add(step);
    }

    void together(Runnable work) {
        together(work, false);
    }

    /** The same, and on the disk when it returns. */
    void forced(Runnable work) {
        together(work, true);
    }

    private void together(Runnable work, boolean force) {
        if (within) {
            work.run();
            return;
        }
        if (force != forced) {
            database.run("pragma synchronous = " + (force ? "full" : "normal"));
            forced = force;
        }
        database.run("begin immediate");
        within = true;
        try {
            work.run();
            beforeCommit.forEach(Runnable::run);
            database.run("commit");
        } catch (RuntimeException failure) {
            undo(failure);
            throw failure;
        } finally {
            within = false;
        }
    }

    private void undo(RuntimeException why) {
        try {
            database.run("rollback");
        } catch (DatabaseFailure undoneAlready) {
            why.addSuppressed(undoneAlready);
        }
        afterUndo.forEach(Runnable::run);
    }
}
