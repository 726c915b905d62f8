package dev.kith.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report("Title")
            .count("sent", "sent", 15_000)
            .millis("p50Ms", "half of them", 1.23456789)
            .number("ratio", "ratio", 2, "")
            .text("gateway", "through", "http://127.0.0.1:8080");

    @Test
    void writesOneJsonObjectOnOneLineInTheOrderOfItsFigures() {
        assertThat(report.json())
                .startsWith("{\"sent\":15000,\"p50Ms\":1.235,\"ratio\":2.000,\"gateway\":\"http://127.0.0.1:8080\",");
    }

    @Test
    void alignsTheTable() {
        assertThat(report.table()).startsWith("""
            Title
              sent                         15,000
              half of them                  1.235 ms
              ratio                         2.000
              through       http://127.0.0.1:8080
            """);
    }

    @Test
    void namesTheMachineInBothForms() {
        int processors = Runtime.getRuntime().availableProcessors();

        assertThat(report.json()).contains("\"machine\":\"" + processors + " x ");
        assertThat(report.table()).contains("on " + processors + " x ");
    }

    @Test
    void namesAFigureOfEachPartAfterIt() {
        report.memory(Map.of(Part.CONTACTS, 3L << 20));

        assertThat(report.json()).contains("\"memoryContactsMb\":3.000");
    }
}
