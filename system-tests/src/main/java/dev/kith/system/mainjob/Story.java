package dev.kith.system.mainjob;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells the main job as it happens: chapters, what was seen, how long each step took.
///
/// A step that does not end as it must ends the story with [StoryBroken]. For people it prints as it goes; for
/// scripts it gathers one JSON object.
final class Story {
    private final PrintStream out;
    private final boolean json;
    private final boolean colours;
    private final JsonArray steps = new JsonArray();
    private final long begun = System.nanoTime();

    Story(PrintStream out, boolean json, boolean colours) {
        this.out = out;
        this.json = json;
        this.colours = colours;
    }

    /// Something that can go wrong.
    @FunctionalInterface
    interface Act {
        /// What was seen, in one line.
        String play() throws Exception;
    }

    void chapter(String title) {
        if (!json) {
            out.println();
            out.println(bold(title));
        }
    }

    void step(String what, Act act) {
        long start = System.nanoTime();
        String seen;
        try {
            seen = act.play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBroken(what, e);
        } catch (Exception | AssertionError e) {
            throw new StoryBroken(what, e);
        }
        tell(what, seen, Duration.ofNanos(System.nanoTime() - start));
    }

    Duration soFar() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// For scripts: all steps as one object.
    void end() {
        if (json) {
            var whole = new JsonObject();
            whole.addProperty("ok", true);
            whole.addProperty("millis", soFar().toMillis());
            whole.add("steps", steps);
            out.println(whole);
        }
    }

    private void tell(String what, String seen, Duration took) {
        if (json) {
            var step = new JsonObject();
            step.addProperty("step", what);
            step.addProperty("seen", seen);
            step.addProperty("millis", took.toMillis());
            steps.add(step);
        } else {
            out.printf(Locale.ROOT, "  %s %-58s %6d ms%n", green("✓"), what, took.toMillis());
            if (!seen.isEmpty()) {
                seen.lines().forEach(line -> out.println("      " + line));
            }
        }
        out.flush();
    }

    private String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String green(String text) {
        return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
    }
}
