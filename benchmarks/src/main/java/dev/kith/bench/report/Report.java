package dev.kith.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

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

    /// One object on one line.
    public String json() {
        var object = new LinkedHashMap<String, Object>();
        figures.forEach(f -> object.put(f.key(), f.value()));
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
        return table.toString();
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
