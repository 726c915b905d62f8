package dev.kith.client;

import java.util.List;

/**
 * Who is watched from now on.
 *
 * @param presences how they are at this moment
 * @param unreachable addresses of nobody, or of people who do not let the user find them
 */
public record WatchedPresence(List<Presence> presences, List<String> unreachable) {
    public WatchedPresence {
        presences = List.copyOf(presences);
        unreachable = List.copyOf(unreachable);
    }
}
