package dev.kith.local.kafka;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/// The program of the Kafka process: formats its storage the first time, then serves until it is told to stop.
///
/// Arguments: the properties file, and the id of the cluster to make.
public final class KafkaNode {
    // Kept, because the logging system forgets a logger, and with it its level, that nobody holds.
    private static final Logger ROOT = Logger.getLogger("");

    private KafkaNode() {}

    public static void main(String[] args) throws IOException {
        quiet();
        Path file = Path.of(args[0]);
        var properties = new Properties();
        try (InputStream in = new FileInputStream(file.toFile())) {
            properties.load(in);
        }
        // Written last by a format, so without it a format was never begun or never finished.
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            format(file, args[1]);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        System.out.println("Kafka serves " + properties.getProperty("listeners"));
        server.awaitShutdown();
    }

    private static void format(Path file, String clusterId) {
        String[] arguments = {"format", "--cluster-id", clusterId, "--config", file.toString(), "--ignore-formatted"};
        if (StorageTool.execute(arguments, System.out) != 0) {
            System.err.println("Kafka's storage could not be formatted");
            System.exit(1);
        }
    }

    private static void quiet() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
        ROOT.setLevel(Level.WARNING);
    }
}
