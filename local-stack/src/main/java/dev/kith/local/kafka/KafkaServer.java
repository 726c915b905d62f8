package dev.kith.local.kafka;

import dev.kith.local.stack.Fingerprint;
import dev.kith.local.stack.JavaCommand;
import dev.kith.local.stack.Launch;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Libraries;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import dev.kith.local.stack.Readiness;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/// The Kafka node, broker and controller in one JVM, with the topics of the contracts.
public final class KafkaServer implements Program {
    /// Quick to start and small. `KITH_KAFKA_OPTS` comes after these and wins: a benchmark asks for the second compiler
    /// and more memory.
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");

    private final Layout layout;
    private final Ports ports;
    private final Topics topics;

    public KafkaServer(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        this.topics = new Topics(ports.of(Part.KAFKA));
    }

    /// What clients connect to.
    public String bootstrap() {
        return Ports.HOST + ":" + ports.of(Part.KAFKA);
    }

    @Override
    public Part part() {
        return Part.KAFKA;
    }

    @Override
    public int[] ports() {
        return new int[] {ports.of(Part.KAFKA), ports.kafkaController()};
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(layout.dataOf(Part.KAFKA));
        if (!Files.exists(clusterIdFile())) {
            Path next = clusterIdFile().resolveSibling("cluster.id.next");
            Files.writeString(next, Uuid.randomUuid().toString());
            Files.move(next, clusterIdFile());
        }
        Files.writeString(propertiesFile(), text(properties()));
    }

    @Override
    public Launch launch() {
        List<String> asked = JavaCommand.words("KITH_KAFKA_OPTS");
        var command = JavaCommand.of(layout)
                .options(JVM)
                .options(asked)
                .main(KafkaNode.class.getName(), propertiesFile().toString(), clusterId());
        Path broker = Libraries.find(layout, "kafka_2.13-*.jar");
        String fingerprint =
                Fingerprint.with(Fingerprint.of(JVM.toString(), text(properties()), broker.toString()), asked);
        return new Launch(List.of(), command, Map.of(), layout.data(), "KILL", fingerprint);
    }

    /// Ours is the one with the id that was given to this cluster when it was made.
    @Override
    public Readiness probe(long pid) {
        return topics.probe(clusterId());
    }

    @Override
    public void provision() {
        try {
            topics.create();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new StackFailure(Reason.CRASHED, "Cannot create the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure(Reason.CRASHED, "Interrupted while creating topics.", e);
        }
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    private Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + Ports.HOST + ":" + ports.kafkaController());
        properties.put(
                "listeners",
                "PLAINTEXT://" + bootstrap() + ",CONTROLLER://" + Ports.HOST + ":" + ports.kafkaController());
        properties.put("advertised.listeners", "PLAINTEXT://" + bootstrap());
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("log.dirs", layout.dataOf(Part.KAFKA).resolve("log").toString());
        properties.put("auto.create.topics.enable", "false");
        // One node: every topic that Kafka makes for itself has one copy, and few partitions are soon loaded.
        properties.put("default.replication.factor", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        // After a kill the controller waits for the session of the dead broker to end before it lets it in again: 3-5 s
        // instead of 11.
        properties.put("broker.session.timeout.ms", "1500");
        properties.put("broker.heartbeat.interval.ms", "300");
        // No wait for more members of a new group: here they come one by one anyway.
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Small files for many small partitions.
        properties.put("log.segment.bytes", String.valueOf(128 << 20));
        properties.put("log.index.size.max.bytes", String.valueOf(1 << 20));
        // By default 128 MB, to compact more than there ever is here.
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "4");
        return properties;
    }

    private static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    private Path propertiesFile() {
        return layout.dataOf(Part.KAFKA).resolve("server.properties");
    }

    private Path clusterIdFile() {
        return layout.dataOf(Part.KAFKA).resolve("cluster.id");
    }

    private String clusterId() {
        try {
            return Files.exists(clusterIdFile())
                    ? Files.readString(clusterIdFile()).strip()
                    : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
