package dev.kith.client;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's own profile as somebody else sees it, each field with the rule that decides.
 *
 * @param viewer who looks
 * @param version of the profile
 */
public record ProfileView(String viewer, long version, Map<String, Field> fields) {
    public ProfileView {
        fields = Map.copyOf(fields);
    }

    /**
     * What the viewer sees of one field.
     *
     * @param visible false: nothing
     * @param value what they see; null also for a field without a value, which they would see
     * @param rule {@code public}, {@code level}, {@code relationship}, {@code expired}, {@code blocked}, {@code owner-only},
     *     {@code owner}, or what a later server says
     * @param level by which they see it; null: by none
     * @param levels all that open the field
     */
    public record Field(
            boolean visible,
            @Nullable Object value,
            String rule,
            @Nullable Integer level,
            Set<Integer> levels) {}
}
