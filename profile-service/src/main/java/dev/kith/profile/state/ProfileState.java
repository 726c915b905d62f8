package dev.kith.profile.state;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ProfileField;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.event.Event;
import dev.kith.kit.visibility.Standing;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A whole profile at one version.
public record ProfileState(long uid, String app, String address, long version, Map<String, Field> fields) {

    /// What somebody who stands so to the owner sees. Single, batch, changes and notices all ask here, so that they
    /// cannot disagree.
    public SortedMap<String, String> visibleTo(Standing standing) {
        var visible = new TreeMap<String, String>();
        fields.forEach((name, field) -> {
            if (field.value() != null && standing.sees(field.levels())) {
                visible.put(name, field.value());
            }
        });
        return visible;
    }

    /// The event that announces this state, with what differs from the fields before.
    public Event updatedFrom(Map<String, Field> before) {
        var event = ProfileUpdated.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .setVersion(version);
        fields.forEach((name, field) -> event.addFields(field(name, field)));
        var names = new TreeSet<>(fields.keySet());
        names.addAll(before.keySet());
        for (var name : names) {
            var old = before.get(name);
            if (!Objects.equals(old, fields.get(name))) {
                event.addChanged(name);
                if (old != null && old.value() != null) {
                    event.putLevelsBefore(name, old.levels());
                }
            }
        }
        return Event.of(Topic.PROFILE_UPDATED, uid, event.build());
    }

    /// The state that an event carries.
    public static ProfileState of(ProfileUpdated event) {
        var fields = new TreeMap<String, Field>();
        for (var field : event.getFieldsList()) {
            fields.put(field.getName(), new Field(field.hasValue() ? field.getValue() : null, field.getLevels()));
        }
        return new ProfileState(event.getUid(), event.getApp(), event.getAddress(), event.getVersion(), fields);
    }

    private static ProfileField field(String name, Field field) {
        var built = ProfileField.newBuilder().setName(name).setLevels(field.levels());
        if (field.value() != null) {
            built.setValue(field.value());
        }
        return built.build();
    }
}
