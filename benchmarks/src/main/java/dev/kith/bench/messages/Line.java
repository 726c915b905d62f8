package dev.kith.bench.messages;

import dev.kith.bench.device.Body;
import dev.kith.bench.device.LoadDevice;
import dev.kith.bench.device.Wire;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import io.vertx.core.Future;
import java.util.List;

/// The device of a user who writes to a partner.
final class Line extends LoadDevice {
    private final Traffic traffic;
    private final int user;
    private final Member partner;
    private volatile int firstId;

    /// @param user its number, from 0
    Line(Traffic traffic, int user, List<Member> members, Wire wire) {
        super(traffic, user, members.get(user), wire);
        this.traffic = traffic;
        this.user = user;
        partner = members.get(partnerOf(user));
    }

    static int partnerOf(int user) {
        return user ^ 1;
    }

    /// Sends one message outside the count, so that the first one that counts finds both sides acquainted.
    ///
    /// @return the code with which it was refused; empty: accepted
    Future<String> prime() {
        return prime(() -> message(firstId, "hello"));
    }

    /// Sends this message of this user. From any thread, but always the same one.
    void send(int message) {
        int number = traffic.ledger.number(message);
        traffic.ledger.sent(message);
        send(number, message(firstId + 1 + number, traffic.body.of(message)));
    }

    private Send message(int id, String text) {
        return Send.newBuilder()
                .setTo(partner.address())
                .setId(id)
                .setText(text)
                .setDeliveryReceipt(traffic.plan.receipts())
                .build();
    }

    @Override
    protected void idsFrom(int first) {
        firstId = first;
    }

    @Override
    protected void answered(int number, String refusal, long now) {
        int message = traffic.ledger.message(user, number);
        if (refusal.isEmpty()) {
            traffic.ledger.accepted(message);
            traffic.answeredAt(message, now);
        } else {
            traffic.ledger.refused(message, refusal);
        }
    }

    @Override
    protected void pushed(Entry entry, long now) {
        switch (entry.getWhatCase()) {
            case MESSAGE -> {
                int message = numberOf(entry);
                if (message >= 0 && traffic.ledger.pushed(message)) {
                    traffic.receivedAt(message, now);
                }
            }
            case STATUS -> {
                if (entry.getStatus().getStatus() == MessageStatus.DELIVERED) {
                    traffic.delivered.increment();
                }
            }
            default -> {}
        }
    }

    @Override
    protected void read(Entry entry, boolean check, long now) {
        int message = entry.hasMessage() ? numberOf(entry) : -1;
        if (message < 0) {
            return;
        }
        if (check) {
            traffic.ledger.stored(message);
        } else if (traffic.ledger.repaired(message)) {
            traffic.receivedAt(message, now);
        }
    }

    @Override
    protected void unheard() {
        traffic.ledger.unheard(partnerOf(user));
    }

    /// The message of this run that this entry brings to this user; -1 for any other, own copies among them.
    private int numberOf(Entry entry) {
        int message = traffic.body.read(entry.getMessage().getText());
        if (message == Body.OF_ANOTHER_RUN) {
            return -1;
        }
        boolean exists = message >= 0 && message < traffic.ledger.messages();
        if (exists && traffic.ledger.sender(message) == user) {
            return -1;
        }
        if (!exists || traffic.ledger.sender(message) != partnerOf(user)) {
            traffic.ledger.damaged();
            return -1;
        }
        return message;
    }
}
