package dev.kith.local.postgres;

import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/// The databases in the local server: one for each service, owned by a login role of the same name that can enter no
/// other.
public final class Databases {
    /// The role that makes the others; no service knows it.
    public static final String SUPERUSER = "postgres";

    private static final List<String> BUILT_IN = List.of("postgres", "template1");

    private final int port;

    public Databases(int port) {
        this.port = port;
    }

    /// The password of this role on a local stack. Services refuse to start with such a one in production.
    public static String password(String role) {
        return "development-only-" + role;
    }

    /// A connection to this database as this role.
    public Connection connect(String database, String role) throws SQLException {
        return connect(database, role, password(role));
    }

    /// As above with another password.
    public Connection connect(String database, String role, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "5");
        // Not DriverManager: it does not see the driver from the class loaders of a Quarkus test.
        Connection connection = new Driver().connect(url(database), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take " + url(database));
        }
        return connection;
    }

    public String url(String database) {
        return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
    }

    String dataDirectory() throws SQLException {
        try (var connection = connect(SUPERUSER, SUPERUSER);
                var statement = connection.createStatement();
                var row = statement.executeQuery("show data_directory")) {
            row.next();
            return row.getString(1);
        }
    }

    /// Creates what is missing of roles and databases and closes every database to all but its owner.
    void create() throws SQLException {
        try (var connection = connect(SUPERUSER, SUPERUSER);
                var statement = connection.createStatement()) {
            Set<String> roles = names(statement, "select rolname from pg_roles");
            Set<String> databases = names(statement, "select datname from pg_database");
            for (String name : Part.SERVICES.stream().map(Part::label).toList()) {
                if (!roles.contains(name)) {
                    statement.execute("create role " + name + " login password '" + password(name) + "'");
                }
                if (!databases.contains(name)) {
                    statement.execute("create database " + name + " owner " + name);
                }
                close(statement, name);
            }
            for (String name : BUILT_IN) {
                close(statement, name);
            }
        }
    }

    // By default everybody may connect to every database.
    private static void close(Statement statement, String database) throws SQLException {
        statement.execute("revoke all on database " + database + " from public");
    }

    private static Set<String> names(Statement statement, String query) throws SQLException {
        var names = new HashSet<String>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
