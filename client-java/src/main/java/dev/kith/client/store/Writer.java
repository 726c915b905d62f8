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
    private final List<Runnable> onceStored = new ArrayList<>();
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

    /** Runs this when what is being written is stored, or never; at once where nothing is being written. */
    void onceStored(Runnable step) {
        if (within) {
            onceStored.add(step);
        } else {
            step.run();
        }
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
        } catch (RuntimeException | Error failure) {
            undo(failure);
            throw failure;
        } finally {
            within = false;
        }
        var steps = List.copyOf(onceStored);
        onceStored.clear();
        steps.forEach(Runnable::run);
    }

    private void undo(Throwable why) {
        try {
            database.run("rollback");
        } catch (DatabaseFailure undoneAlready) {
            why.addSuppressed(undoneAlready);
        }
        onceStored.clear();
        afterUndo.forEach(Runnable::run);
    }
}
