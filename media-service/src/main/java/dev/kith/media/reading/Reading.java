package dev.kith.media.reading;

import dev.kith.media.storage.Form;
import java.util.UUID;

/// A file that somebody may read.
record Reading(UUID content, Form form, long size, String type, String name, String tag) {

    /// The part in which a form of a content differs from another in its tag.
    static String tag(String content, Form form) {
        return '"' + content.substring(0, 32) + (form == Form.THUMBNAIL ? "-t" : "") + '"';
    }
}
