package dev.kith.profile.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.FieldBefore;
import dev.kith.contracts.event.FieldValue;
import dev.kith.contracts.event.OpeningBefore;
import dev.kith.contracts.event.ProfileField;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.event.Event;
import dev.kith.kit.visibility.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A whole profile at one version.
public record ProfileState(long uid, String app, String address, long version, Map<String, Field> fields) {

    /// What somebody who stands so to the owner sees. Single, batch, changes and notices all ask here, so that they
    /// cannot disagree.
    public SortedMap<String, JsonNode> visibleTo(Standing standing) {
        var visible = new TreeMap<String, JsonNode>();
        fields.forEach(
                (name, field) -> field.shown(field.decide(standing)).ifPresent(value -> visible.put(name, value)));
        return visible;
    }

    /// The event that announces this state, with what differs from the fields before.
    ///
    /// @param transaction number of the one that writes it
    public Event updatedFrom(Map<String, Field> before, long transaction) {
        var event = ProfileUpdated.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .setVersion(version)
                .setTransaction(transaction);
        fields.forEach((name, field) -> event.addFields(field(name, field)));
        var names = new TreeSet<>(fields.keySet());
        names.addAll(before.keySet());
        for (var name : names) {
            var old = before.get(name);
            var now = fields.get(name);
            if (!Objects.equals(old, now)) {
                event.addChanged(name);
                if (old != null) {
                    event.addBefore(before(name, old, now));
                }
            }
        }
        return Event.of(Topic.PROFILE_UPDATED, uid, event.build());
    }

    /// The state that an event carries.
    public static ProfileState of(ProfileUpdated event) {
        var fields = new TreeMap<String, Field>();
        for (var field : event.getFieldsList()) {
            fields.put(
                    field.getName(),
                    new Field(field.getValuesList().stream()
                            .map(ProfileState::variant)
                            .toList()));
        }
        return new ProfileState(event.getUid(), event.getApp(), event.getAddress(), event.getVersion(), fields);
    }

    private static ProfileField field(String name, Field field) {
        var built = ProfileField.newBuilder().setName(name).setLevels(field.levels());
        for (var variant : field.variants()) {
            var value = FieldValue.newBuilder().setLevels(variant.levels());
            if (variant.value() != null) {
                value.setValue(WireValue.of(variant.value()));
            }
            built.addValues(value);
        }
        return built.build();
    }

    private static Variant variant(FieldValue value) {
        return new Variant(value.hasValue() ? WireValue.json(value.getValue()) : null, value.getLevels());
    }

    private static FieldBefore before(String name, Field old, @Nullable Field now) {
        var values = now == null
                ? List.<@Nullable JsonNode>of()
                : now.variants().stream()
                        .<@Nullable JsonNode>map(Variant::value)
                        .toList();
        var before = FieldBefore.newBuilder().setName(name);
        for (var variant : old.variants()) {
            if (variant.value() != null) {
                before.addOpenings(OpeningBefore.newBuilder()
                        .setLevels(variant.levels())
                        .setStill(1 + values.indexOf(variant.value())));
            }
        }
        return before.build();
    }
}
