package dev.kith.bench.messages;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.contracts.socket.Welcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One user's device: a socket that sends to the partner, receives, acknowledges, and fetches what it has missed.
///
/// All of it happens on one event loop, except [#send], which only reads. A socket that the server closes stays closed
/// until the check: what that costs is to be seen.
final class Line {
    // Answers carry the ref of the question. A send's ref is its number + 1; the other questions are open one at a
    // time.
    private static final int HELLO = 1 << 30;
    private static final int PRIME = HELLO + 1;
    private static final int SYNC = HELLO + 2;
    private static final int ACK = HELLO + 3;
    private static final int PING = HELLO + 4;

    private static final long PING_MILLIS = 10_000;

    private final Traffic traffic;
    private final int user;
    private final Member member;
    private final Member partner;
    private final Context loop;
    private final WebSocketClient client;
    private final URI gateway;

    private ClientWebSocket socket;
    private Promise<Void> welcomed = Promise.promise();
    private Promise<String> primed = Promise.promise();
    private @Nullable Reading reading;
    private boolean connected;
    private boolean closing;

    private volatile int firstId;
    private SeqTrack inbox = new SeqTrack(0);
    private long mostUnacknowledged = 1;
    private long acknowledged;

    /// A sync under way, page after page.
    ///
    /// @param check whether it is the check after the run; else it fetches what was missed during it
    private record Reading(long cursor, boolean check, Promise<Void> done) {}

    /// @param user its number, from 0
    Line(Traffic traffic, int user, List<Member> members, Context loop, Lines.Way way) {
        this.traffic = traffic;
        this.user = user;
        member = members.get(user);
        partner = members.get(partnerOf(user));
        this.loop = loop;
        client = way.client();
        gateway = way.gateway();
        socket = client.webSocket();
    }

    static int partnerOf(int user) {
        return user ^ 1;
    }

    /// Connects and says hello.
    Future<Void> open() {
        return onLoop(() -> {
            every(traffic.plan.acks().toMillis(), this::acknowledge);
            every(PING_MILLIS, this::ping);
            return connect();
        });
    }

    private Future<Void> connect() {
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(text -> traffic.trouble("a text frame came on the binary subprotocol"));
        socket.exceptionHandler(e -> traffic.trouble("socket of " + member.address() + ": " + e));
        socket.closeHandler(nothing -> closed());
        var where = new WebSocketConnectOptions()
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        return socket.connect(where).compose(open -> {
            connected = true;
            write(frame(HELLO).setHello(Hello.newBuilder().setAccessToken(member.token())));
            return welcomed.future();
        });
    }

    /// Sends one message outside the count, so that the first one that counts finds both sides acquainted.
    ///
    /// @return the code with which it was refused; empty: accepted
    Future<String> prime() {
        return onLoop(() -> {
            primed = Promise.promise();
            write(frame(PRIME).setSend(message(firstId, "hello")));
            return primed.future();
        });
    }

    /// Sends this message of this user. From any thread, but always the same one.
    void send(int message) {
        int number = traffic.ledger.number(message);
        traffic.ledger.sent(message);
        write(frame(number + 1).setSend(message(firstId + 1 + number, traffic.body.of(message))));
    }

    /// Reads all that the inbox has and notes it as stored, on a new socket where the old one was closed. Called when
    /// nothing is sent any more.
    Future<Void> check() {
        return onLoop(() -> {
            if (!connected) {
                socket = client.webSocket();
                welcomed = Promise.promise();
                return connect().compose(open -> read(0, true));
            }
            var current = reading;
            return current == null ? read(0, true) : current.done().future().compose(done -> read(0, true));
        });
    }

    Future<Void> close() {
        return onLoop(() -> {
            boolean open = connected;
            closing = true;
            connected = false;
            return open ? socket.close().otherwiseEmpty() : Future.succeededFuture();
        });
    }

    private Send message(int id, String text) {
        return Send.newBuilder()
                .setTo(partner.address())
                .setId(id)
                .setText(text)
                .setDeliveryReceipt(traffic.plan.receipts())
                .build();
    }

    private void received(Buffer buffer) {
        long now = System.nanoTime();
        try {
            var frame = ServerFrame.parseFrom(buffer.getBytes());
            switch (frame.getFrameCase()) {
                case PUSH -> pushed(frame.getPush(), now);
                case ACCEPTED -> answered(frame.getRef(), "", now);
                case REFUSED -> answered(frame.getRef(), frame.getRefused().getCode(), now);
                case WELCOME -> welcome(frame.getWelcome());
                case SYNC_PAGE -> page(frame.getSyncPage(), now);
                case PONG -> {
                    if (inbox.isBehind(frame.getPong().getHead())) {
                        repair();
                    }
                }
                default -> {} // done, and what we did not ask for
            }
        } catch (InvalidProtocolBufferException e) {
            traffic.trouble("a frame that cannot be read: " + e.getMessage());
        }
    }

    private void welcome(Welcome welcome) {
        firstId = welcome.getIdBlock().getNext();
        mostUnacknowledged = Math.max(1, welcome.getLimits().getMaxUnacknowledged() / 4);
        inbox = new SeqTrack(welcome.getHead());
        acknowledged = welcome.getHead();
        welcomed.tryComplete();
    }

    /// Spread, so that not all lines do it at one moment.
    private void every(long millis, Runnable act) {
        long first = 1 + ThreadLocalRandom.current().nextLong(millis);
        loop.owner().setPeriodic(first, millis, timer -> {
            if (connected) {
                act.run();
            }
        });
    }

    private void answered(int ref, String refusal, long now) {
        if (ref > 0 && ref < HELLO) {
            int message = traffic.ledger.message(user, ref - 1);
            if (refusal.isEmpty()) {
                traffic.ledger.accepted(message);
                traffic.answeredAt(message, now);
            } else {
                traffic.ledger.refused(message, refusal);
            }
        } else if (ref == PRIME) {
            primed.tryComplete(refusal);
        } else if (!refusal.isEmpty()) {
            traffic.trouble("refused: " + refusal);
            fail("refused: " + refusal);
        }
    }

    private void pushed(Push push, long now) {
        long gaps = inbox.gaps();
        for (Entry entry : push.getEntriesList()) {
            note(entry, now);
            inbox.arrived(entry.getSeq());
        }
        traffic.gaps.add(inbox.gaps() - gaps);
        if (inbox.hasGap()) {
            repair();
        } else if (inbox.complete() - acknowledged >= mostUnacknowledged) {
            acknowledge();
        }
    }

    private void note(Entry entry, long now) {
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

    private void acknowledge() {
        if (inbox.complete() > acknowledged) {
            acknowledged = inbox.complete();
            write(frame(ACK).setAck(Ack.newBuilder().setSeq(acknowledged)));
        }
    }

    private void ping() {
        write(frame(PING).setPing(Ping.newBuilder().setCursor(inbox.complete())));
    }

    private void repair() {
        if (reading == null) {
            // A failure is told by fail() to those who wait; here nobody does.
            read(inbox.complete(), false).otherwiseEmpty();
        }
    }

    private Future<Void> read(long cursor, boolean check) {
        var begun = new Reading(cursor, check, Promise.promise());
        reading = begun;
        ask(begun, ByteString.EMPTY);
        return begun.done().future();
    }

    private void ask(Reading asking, ByteString page) {
        var sync = Sync.newBuilder().setCursor(asking.cursor());
        write(frame(SYNC).setSync(page.isEmpty() ? sync : sync.setPage(page)));
    }

    private void page(SyncPage page, long now) {
        var current = reading;
        if (current == null) {
            traffic.trouble("a page that nobody asked for");
            return;
        }
        for (Entry entry : page.getEntriesList()) {
            if (entry.hasMessage()) {
                noteRead(numberOf(entry), current.check(), now);
            }
        }
        if (page.getNext().isEmpty()) {
            reading = null;
            inbox.synced(page.getHead());
            current.done().tryComplete();
        } else {
            ask(current, page.getNext());
        }
    }

    private void noteRead(int message, boolean check, long now) {
        if (message < 0) {
            return;
        }
        if (check) {
            traffic.ledger.stored(message);
        } else if (traffic.ledger.repaired(message)) {
            traffic.receivedAt(message, now);
        }
    }

    private void closed() {
        connected = false;
        if (!closing) {
            traffic.dropped.increment();
            traffic.ledger.unheard(partnerOf(user));
            var reason = "socket of " + member.address() + " closed: " + socket.closeStatusCode() + " "
                    + socket.closeReason();
            traffic.trouble(reason);
            fail(reason);
        }
    }

    private void fail(String reason) {
        welcomed.tryFail(reason);
        primed.tryFail(reason);
        var current = reading;
        if (current != null) {
            reading = null;
            current.done().tryFail(reason);
        }
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(nothing -> step.get().onComplete(done));
        return done.future();
    }

    private static ClientFrame.Builder frame(int ref) {
        return ClientFrame.newBuilder().setRef(ref);
    }

    /// Onto a closed socket it goes nowhere, as onto a broken line.
    private void write(ClientFrame.Builder frame) {
        socket.writeBinaryMessage(Buffer.buffer(frame.build().toByteArray()))
                .onFailure(e -> traffic.trouble("cannot write " + frame.getFrameCase() + ": " + e));
    }
}
