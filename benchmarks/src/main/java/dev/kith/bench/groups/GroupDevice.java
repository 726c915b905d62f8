package dev.kith.bench.groups;

import dev.kith.bench.device.Body;
import dev.kith.bench.device.LoadDevice;
import dev.kith.bench.device.Wire;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.Send;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The device of a member of groups.
final class GroupDevice extends LoadDevice {
    private final GroupTraffic traffic;
    private final Cast cast;
    private final Hearing hearing;
    private final AtomicInteger nextId = new AtomicInteger();

    /// @param number of the device, from 0
    GroupDevice(GroupTraffic traffic, int number, Cast cast, Member member, Hearing hearing, Wire wire) {
        super(traffic, number, member, wire);
        this.traffic = traffic;
        this.cast = cast;
        this.hearing = hearing;
    }

    Hearing hearing() {
        return hearing;
    }

    /// Sends one message to this group outside the count, so that the first one that counts finds everybody known.
    ///
    /// @return the code with which it was refused; empty: accepted
    Future<String> prime(int group) {
        return prime(() -> message(group, "hello"));
    }

    /// Sends this message of this user. From any thread, but always the same one.
    void send(int message) {
        traffic.ledger.sent(message);
        send(message, message(traffic.plan.shape().groupOf(message), traffic.body.of(message)));
    }

    private Send message(int group, String text) {
        return Send.newBuilder()
                .setGroup(cast.group(group))
                .setId(nextId.getAndIncrement())
                .setText(text)
                .build();
    }

    @Override
    protected void idsFrom(int first) {
        nextId.set(first);
    }

    @Override
    protected void answered(int message, String refusal, long now) {
        if (refusal.isEmpty()) {
            traffic.ledger.accepted(message);
            traffic.answeredAt(message, now);
        } else {
            traffic.ledger.refused(message, refusal);
        }
    }

    @Override
    protected void pushed(Entry entry, long now) {
        if (entry.hasMessage()) {
            pushed(entry.getMessage(), now);
        }
    }

    private void pushed(Message entry, long now) {
        int message = cast.numberOf(entry, traffic);
        if (message == Body.OF_ANOTHER_RUN) {
            return;
        }
        if (hearing.isOwn(message)) {
            traffic.ownCopyAt(message, now);
        } else if (!hearing.concerns(message)) {
            traffic.ledger.damaged();
        } else if (hearing.pushed(message, entry.getGroupSeq())) {
            traffic.receivedAt(message, now);
        }
    }

    @Override
    protected void read(Entry entry, boolean check, long now) {
        int message = entry.hasMessage() ? cast.numberOf(entry.getMessage(), traffic) : Body.OF_ANOTHER_RUN;
        if (message == Body.OF_ANOTHER_RUN || !hearing.concerns(message)) {
            return;
        }
        if (check) {
            hearing.stored(message, entry.getMessage().getGroupSeq());
        } else if (hearing.fetched(message)) {
            traffic.receivedAt(message, now);
        }
    }

    @Override
    protected void checkBegins() {
        hearing.beginCheck();
    }

    @Override
    protected void unheard() {
        hearing.unheard();
    }
}
