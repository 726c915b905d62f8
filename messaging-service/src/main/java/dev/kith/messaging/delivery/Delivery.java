package dev.kith.messaging.delivery;

import dev.kith.contracts.event.ForUser;
import dev.kith.contracts.event.NodeMessage;
import dev.kith.messaging.session.SessionRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Brings frames to the sessions of their users: at once to those of this node, through Redis to those of others.
///
/// What goes to other nodes keeps its order and is looked up in the registry a batch at a time, one batch after the
/// other; while one is on its way the next gathers. A batch is bounded in bytes too: above what Redis holds back for a
/// node it ends that node's subscription. Best effort: when Redis is away or the queue is full, parcels are dropped,
/// and the devices find the gap by seq. Any thread, never blocks.
@ApplicationScoped
public class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 1024 * 1024;

    private final LocalSessions here;
    private final SessionRegistry registry;
    private final NodeChannel nodes;
    private final Context context;
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>(); // both on the context alone
    private boolean underWay;

    Delivery(LocalSessions here, SessionRegistry registry, NodeChannel nodes, Vertx vertx) {
        this.here = here;
        this.registry = registry;
        this.nodes = nodes;
        this.context = vertx.getOrCreateContext();
    }

    /// Delivers these, in their order for each user.
    public void deliver(List<Parcel> parcels) {
        if (parcels.isEmpty()) {
            return;
        }
        parcels.forEach(parcel -> here.deliver(parcel.uid(), parcel.frame()));
        context.runOnContext(go -> enqueue(parcels));
    }

    private void enqueue(List<Parcel> parcels) {
        if (waiting.size() + parcels.size() > MOST_WAITING) {
            LOG.warnf("%d parcels for other nodes dropped: Redis is too slow", parcels.size());
            return;
        }
        waiting.addAll(parcels);
        sendOn();
    }

    private void sendOn() {
        if (underWay || waiting.isEmpty()) {
            return;
        }
        underWay = true;
        var batch = nextBatch();
        var uids = batch.stream().map(Parcel::uid).collect(Collectors.toUnmodifiableSet());
        registry.otherNodesOf(uids)
                .compose(where -> publish(batch, where))
                .onFailure(away -> LOG.debugf("parcels for other nodes dropped: %s", away.getMessage()))
                .onComplete(done -> context.runOnContext(next -> {
                    underWay = false;
                    sendOn();
                }));
    }

    /// At least one, however large.
    private List<Parcel> nextBatch() {
        var batch = new ArrayList<Parcel>();
        int bytes = 0;
        for (var next = waiting.peek(); next != null && batch.size() < BATCH; next = waiting.peek()) {
            bytes += next.frame().getSerializedSize();
            if (bytes > BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    private Future<Void> publish(List<Parcel> batch, Map<Long, Set<String>> where) {
        var messages = new HashMap<String, NodeMessage.Builder>();
        for (var parcel : batch) {
            for (var node : where.getOrDefault(parcel.uid(), Set.of())) {
                messages.computeIfAbsent(node, n -> NodeMessage.newBuilder())
                        .addForUsers(ForUser.newBuilder().setUid(parcel.uid()).setFrame(parcel.frame()));
            }
        }
        return Future.all(messages.entrySet().stream()
                        .map(entry ->
                                nodes.tell(entry.getKey(), entry.getValue().build()))
                        .toList())
                .mapEmpty();
    }
}
