package dev.kith.profile.state;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/// Fields in the form in which the database keeps them: `{"name": {"value": "Ada", "levels": 2}}`.
public final class StoredFields {
    private static final String VALUE = "value";
    private static final String LEVELS = "levels";

    private StoredFields() {}

    public static JsonObject json(Map<String, Field> fields) {
        var json = new JsonObject();
        fields.forEach((name, field) -> {
            var stored = new JsonObject().put(LEVELS, field.levels());
            if (field.value() != null) {
                stored.put(VALUE, field.value());
            }
            json.put(name, stored);
        });
        return json;
    }

    public static Map<String, Field> read(JsonObject json) {
        var fields = new TreeMap<String, Field>();
        for (var name : json.fieldNames()) {
            var stored = json.getJsonObject(name);
            fields.put(name, new Field(stored.getString(VALUE), stored.getInteger(LEVELS)));
        }
        return fields;
    }
}
