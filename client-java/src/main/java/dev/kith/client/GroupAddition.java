package dev.kith.client;

import java.util.List;
import java.util.Map;

/**
 * What came of adding people to a group.
 *
 * @param added canonical addresses of those who are members now
 * @param refused the others, as they were given, with the slug of the reason: {@code unreachable} says that there is nobody, or
 *     nobody for this user
 */
public record GroupAddition(long version, List<String> added, Map<String, String> refused) {}
