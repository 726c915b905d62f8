package dev.kith.contacts.rotation;

import dev.kith.contacts.ContactsStack;
import dev.kith.local.postgres.Databases;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// A service with two keys and a database of its own, in which the rotation goes on only when a test says so.
public class RotationStack extends ContactsStack {
    static final String DATABASE = "contacts_rotation";
    static final String OLD = "development-only-contacts-secret";
    static final String NEW = "development-only-contacts-secret-of-today";

    /// Users, and entries, of one transaction.
    static final int CHUNK = 4;

    @Override
    public Map<String, String> start() {
        var configuration = new HashMap<>(super.start());
        int port = Integer.parseInt(configuration.get("KITH_POSTGRES_PORT"));
        create(new Databases(port));
        var place = "postgresql://127.0.0.1:" + port + "/" + DATABASE;
        configuration.put("quarkus.datasource.reactive.url", place);
        configuration.put("quarkus.datasource.jdbc.url", "jdbc:" + place);
        configuration.put("KITH_CONTACTS_SECRET", "v2:" + NEW + ",v1:" + OLD);
        configuration.put("kith.rotation.poll", "PT24H");
        configuration.put("kith.rotation.users", String.valueOf(CHUNK));
        configuration.put("kith.rotation.entries", String.valueOf(CHUNK));
        return configuration;
    }

    private static void create(Databases server) {
        try (var connection = server.connect(Databases.SUPERUSER, Databases.SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            statement.execute("create database " + DATABASE + " owner contacts");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
