package dev.kith.client;

import java.util.List;
import java.util.Optional;

/**
 * Some of the user's files at the server.
 *
 * @param next what to ask for the others with; empty: these are the last
 */
public record OwnFilePage(List<OwnFile> files, Optional<String> next) {
    public OwnFilePage {
        files = List.copyOf(files);
    }
}
