package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.local.postgres.Databases;
import dev.kith.local.stack.Part;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import picocli.CommandLine.Option;

/// Options that say where the databases are; the defaults are those of the local stack. A directory cannot be filled by
/// a million calls in sensible time, so this is the one place where a benchmark goes around the gateway.
public final class Database {
    private static final String NAME = Part.CONTACTS.label();
    private static final Pattern PLACE = Pattern.compile("([^:/@ ]+):([0-9]{1,5})");

    @Option(
            names = "--postgres",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KITH_POSTGRES:-127.0.0.1:15432}",
            description = "Where PostgreSQL listens (${DEFAULT-VALUE}).")
    private String place = "";

    @Option(
            names = "--postgres-password",
            paramLabel = "PASSWORD",
            defaultValue = "${env:KITH_POSTGRES_PASSWORD}",
            description = "Of the roles (those of the local stack; or variable KITH_POSTGRES_PASSWORD).")
    private String password = "";

    /// A connection for bulk loading.
    public Connection connect() {
        return connect(Part.CONTACTS);
    }

    /// A connection to the database of any service, as its role.
    public Connection connect(Part service) {
        var properties = new Properties();
        var name = service.label();
        properties.setProperty("user", name);
        properties.setProperty("password", password(name));
        properties.setProperty("connectTimeout", "5");
        var url = "jdbc:postgresql://" + host() + ":" + port() + "/" + name;
        try {
            var connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not take " + url);
            }
            return connection;
        } catch (SQLException e) {
            throw new BenchFailure(
                    ExitCode.NO_STACK,
                    "Cannot enter database " + name + " at " + host() + ":" + port() + " (" + e.getMessage()
                            + "). Is the stack up? ./kith status",
                    e);
        }
    }

    /// For timed statements: the driver that the services use, with these settings of the session.
    public PgConnectOptions options(Map<String, String> settings) {
        var options = new PgConnectOptions()
                .setHost(host())
                .setPort(port())
                .setDatabase(NAME)
                .setUser(NAME)
                .setPassword(password(NAME))
                .setCachePreparedStatements(true);
        settings.forEach(options::addProperty);
        return options;
    }

    private String password(String role) {
        return password.isEmpty() || password.startsWith("${") ? Databases.password(role) : password;
    }

    private String host() {
        return part(1);
    }

    private int port() {
        int port = Integer.parseInt(part(2));
        Bounds.check("the port of --postgres", port, 1, 65_535);
        return port;
    }

    private String part(int group) {
        var found = PLACE.matcher(place);
        if (!found.matches()) {
            throw new BenchFailure(ExitCode.USAGE, "--postgres is not HOST:PORT: " + place);
        }
        return found.group(group);
    }
}
