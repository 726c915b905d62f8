package dev.kith.local.command;

import dev.kith.local.stack.Health;
import dev.kith.local.stack.Health.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The answer of `./kith status`: a table for people, JSON for programs.
record StatusTable(List<Health> parts, String gateway, String data) {
    private static final String ROW = "%-10s %-10s %8s %6s %9s %9s  %s";

    boolean isHealthy() {
        return parts.stream().allMatch(p -> p.state() == State.UP);
    }

    String text(Style style) {
        String head = style.strong(ROW.formatted("part", "health", "pid", "port", "memory", "uptime", "")
                .stripTrailing());
        String rows = parts.stream().map(p -> row(p, style)).collect(Collectors.joining("\n"));
        return head + "\n" + rows + "\n\ngateway " + gateway + ", data in " + data;
    }

    String json() {
        String rows = parts.stream().map(StatusTable::json).collect(Collectors.joining(","));
        return "{\"healthy\":%s,\"gateway\":\"%s\",\"data\":\"%s\",\"parts\":[%s]}"
                .formatted(isHealthy(), gateway, escaped(data), rows);
    }

    private static String row(Health part, Style style) {
        String row = ROW.formatted(
                        part.part().label(),
                        word(part.state()),
                        part.pid().isPresent() ? part.pid().getAsLong() : "-",
                        part.port(),
                        part.memory().isPresent() ? (part.memory().getAsLong() >> 20) + " MB" : "-",
                        part.pid().isPresent() ? uptime(part.uptime()) : "-",
                        part.detail())
                .stripTrailing();
        return switch (part.state()) {
            case UP -> row;
            case STARTING, DOWN -> style.faint(row);
            case GONE, UNHEALTHY -> style.bad(row);
        };
    }

    private static String json(Health part) {
        return "{\"part\":\"%s\",\"health\":\"%s\",\"pid\":%s,\"port\":%d,\"memoryBytes\":%s,\"uptimeSeconds\":%d,\"detail\":\"%s\"}"
                .formatted(
                        part.part().label(),
                        word(part.state()),
                        part.pid().isPresent() ? String.valueOf(part.pid().getAsLong()) : "null",
                        part.port(),
                        part.memory().isPresent() ? String.valueOf(part.memory().getAsLong()) : "null",
                        part.uptime().toSeconds(),
                        escaped(part.detail()));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String uptime(Duration uptime) {
        if (uptime.toDays() > 0) {
            return uptime.toDays() + " d " + uptime.toHoursPart() + " h";
        }
        return uptime.toHours() > 0
                ? uptime.toHours() + " h " + uptime.toMinutesPart() + " m"
                : uptime.toMinutes() + " m " + uptime.toSecondsPart() + " s";
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (c < ' ') {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
