package dev.kith.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.local.stack.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of one run, in the order in which they were added. The table and the JSON object have the same figures.
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DECIMALS = 3;

    private final String title;
    private final List<Figure> figures = new ArrayList<>();

    public Report(String title) {
        this.title = title;
    }

    /// @param key in the JSON object, in camelCase; with its unit, as in `p50Ms`
    private record Figure(String key, String label, Object value, String unit) {}

    public Report count(String key, String label, long value) {
        figures.add(new Figure(key, label, value, ""));
        return this;
    }

    /// A duration in milliseconds, rounded to the microsecond.
    public Report millis(String key, String label, double value) {
        return number(key, label, value, "ms");
    }

    /// Any other figure, rounded to three decimals.
    public Report number(String key, String label, double value, String unit) {
        figures.add(new Figure(key, label, rounded(value), unit));
        return this;
    }

    public Report text(String key, String label, String value) {
        figures.add(new Figure(key, label, value, ""));
        return this;
    }

    /// A figure for each part of the stack, such as `newCostContactsMs`.
    public Report each(String key, String label, Map<Part, Double> values, String suffix, String unit) {
        values.forEach((part, value) -> number(
                key
                        + part.label().substring(0, 1).toUpperCase(Locale.ROOT)
                        + part.label().substring(1)
                        + suffix,
                label + part.label(),
                value,
                unit));
        return this;
    }

    /// What each part of the stack takes of the memory at the end, in bytes.
    public Report memory(Map<Part, Long> sizes) {
        var megabytes = new EnumMap<Part, Double>(Part.class);
        sizes.forEach((part, size) -> megabytes.put(part, size / (double) (1 << 20)));
        return each("memory", "memory at the end, ", megabytes, "Mb", "MB");
    }

    /// One object on one line.
    public String json() {
        var object = new LinkedHashMap<String, Object>();
        figures.forEach(f -> object.put(f.key(), f.value()));
        object.put("machine", Machine.description());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// For people: one figure a line, numbers aligned at the right.
    public String table() {
        int labels = figures.stream().mapToInt(f -> f.label().length()).max().orElse(0);
        int values = figures.stream().mapToInt(f -> shown(f).length()).max().orElse(0);
        var table = new StringBuilder(title).append('\n');
        for (var figure : figures) {
            table.append(("  %-" + labels + "s  %" + values + "s %s")
                            .formatted(figure.label(), shown(figure), figure.unit())
                            .stripTrailing())
                    .append('\n');
        }
        return table.append("  on ").append(Machine.description()).append('\n').toString();
    }

    private static String shown(Figure figure) {
        return switch (figure.value()) {
            case Long count -> String.format(Locale.ROOT, "%,d", count);
            case BigDecimal number -> String.format(Locale.ROOT, "%,.3f", number);
            default -> figure.value().toString();
        };
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
