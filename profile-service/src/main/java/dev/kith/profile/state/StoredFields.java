package dev.kith.profile.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/// Fields in the form in which the database keeps them: `{"name": [{"value": "Ada", "levels": 2}]}`.
public final class StoredFields {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, Field>> FIELDS = new TypeReference<>() {};

    private StoredFields() {}

    public static JsonObject json(Map<String, Field> fields) {
        try {
            return new JsonObject(JSON.writeValueAsString(fields));
        } catch (JsonProcessingException plainRecords) {
            throw new IllegalStateException(plainRecords);
        }
    }

    /// The fields again.
    ///
    /// @param json the column as text
    public static Map<String, Field> read(String json) {
        try {
            return JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException(corrupt);
        }
    }
}
