package dev.kith.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Everything that a stack has kept by now, as text: each table of each database, each topic, each log. Bytes
/// are read as Latin letters, so that a text within them is found.
final class Traces {
    private final Map<String, String> kept = new LinkedHashMap<>();

    private Traces() {}

    static Traces of(LocalStack stack) {
        var traces = new Traces();
        for (var service : Part.SERVICES) {
            traces.readDatabase(stack, service);
        }
        traces.readTopics(stack);
        for (var part : Part.values()) {
            traces.readLog(stack, part);
        }
        return traces;
    }

    /// Where one of these texts stands: as it is, or with marks between its digits.
    List<String> of(Collection<String> texts) {
        return kept.entrySet().stream()
                .filter(place -> has(place.getValue(), texts))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> places() {
        return List.copyOf(kept.keySet());
    }

    private static boolean has(String kept, Collection<String> texts) {
        var joined = kept.replaceAll("(?<=\\d)[ ()./\u00a0-]{1,3}(?=\\d)", "");
        return texts.stream().anyMatch(text -> kept.contains(text) || joined.contains(text));
    }

    private void readDatabase(LocalStack stack, Part service) {
        try (var connection = stack.database(service)) {
            for (var table : tables(connection)) {
                kept.put("table " + service.label() + "." + table, rows(connection, table));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                        + " from information_schema.tables"
                        + " where table_schema not in ('pg_catalog', 'information_schema')")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static String rows(Connection connection, String table) throws SQLException {
        var text = new StringBuilder();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from " + table)) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(value(rows, column)).append('|');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String value(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column) instanceof byte[] bytes
                ? new String(bytes, ISO_8859_1)
                : String.valueOf(rows.getString(column));
    }

    private void readTopics(LocalStack stack) {
        var settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
        try (var admin = Admin.create(settings)) {
            for (var topic : admin.listTopics().names().get()) {
                kept.put(
                        "topic " + topic,
                        stack.events().all(topic).stream().map(Traces::text).collect(Collectors.joining("\n")));
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + latin(header.value()))
                .collect(Collectors.joining("|"));
        return latin(record.key()) + "|" + latin(record.value()) + "|" + headers;
    }

    private static String latin(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }

    private void readLog(LocalStack stack, Part part) {
        try {
            kept.put("log " + part.label(), Files.readString(stack.log(part), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
