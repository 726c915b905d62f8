package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.KeyFile;
import dev.kith.bench.stack.LocalData;
import dev.kith.bench.stack.Target;
import dev.kith.bench.stack.Tenant;
import dev.kith.contacts.number.AddressDigest;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options of all commands that work on a world: where the stack is, and the secrets that it needs.
public final class WorldOptions {
    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Option(
            names = "--contacts-secret",
            paramLabel = "SECRET",
            defaultValue = "${env:KITH_CONTACTS_SECRET}",
            description = "Of contact-sync-service, as v1:... (that of the local stack; or KITH_CONTACTS_SECRET).")
    private String secret = "";

    @Mixin
    private LocalData data = new LocalData();

    public Target target() {
        return target;
    }

    public Database database() {
        return database;
    }

    public Path data() {
        return data.directory();
    }

    /// The app whose users are loaded, made where there is none.
    public Tenant enter(Gateway gateway) {
        return KeyFile.ofWorld(data()).enter(gateway, target.rootKey(), KeyFile.WORLD);
    }

    public AddressDigest digests(Tenant tenant) {
        return new AddressDigest(secret(), tenant.key().app());
    }

    String secret() {
        return DigestSecret.of(secret);
    }

    /// What is loaded.
    public World world(Tenant tenant, Progress progress) throws SQLException {
        try (var connection = database.connect()) {
            var population = new LoadDirectory(connection, progress)
                    .loaded(tenant.key().app())
                    .orElseThrow(() ->
                            new BenchFailure(ExitCode.NO_STACK, "There is no world; load one: ./kith bench world"));
            return new World(population, digests(tenant));
        }
    }
}
