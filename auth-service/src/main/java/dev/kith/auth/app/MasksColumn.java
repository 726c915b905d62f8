package dev.kith.auth.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/// Level masks by field name, as JSON text.
@Converter
public class MasksColumn implements AttributeConverter<Map<String, Integer>, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String convertToDatabaseColumn(Map<String, Integer> masks) {
        try {
            return JSON.writeValueAsString(masks);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Map<String, Integer> convertToEntityAttribute(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("unreadable field_levels: " + text, broken);
        }
    }
}
