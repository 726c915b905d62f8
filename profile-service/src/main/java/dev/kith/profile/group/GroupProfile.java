package dev.kith.profile.group;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Value;
import dev.kith.profile.picture.Picture;
import dev.kith.profile.state.WireValue;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a group calls itself and shows of itself to everybody in it.
///
/// @param fields of name, picture and info those that are set
public record GroupProfile(long group, long version, Map<String, String> fields) {
    /// For `select` and `returning` over `group_profile`.
    static final String COLUMNS = "gid, version, name, picture, info";

    static GroupProfile of(Row row) {
        var fields = new TreeMap<String, String>();
        for (var name : GroupPatch.FIELDS) {
            var value = row.getString(name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return new GroupProfile(row.getLong("gid"), row.getLong("version"), fields);
    }

    Set<Picture> pictures() {
        return Picture.of(fields.get(Picture.FIELD)).stream().collect(Collectors.toUnmodifiableSet());
    }

    Map<String, Value> onTheWire() {
        var values = new TreeMap<String, Value>();
        fields.forEach((name, value) -> values.put(name, WireValue.of(TextNode.valueOf(value))));
        return values;
    }
}
