package dev.kith.bench.groups;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.messages.Body;
import dev.kith.bench.messages.SeqTrack;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Message;
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
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One user's device: sends to groups, receives, acknowledges, and fetches what it has missed.
///
/// All of it happens on one event loop, except [#send]. A socket that the server closes stays closed until the check:
/// what that costs is to be seen.
final class GroupDevice {
    // Answers carry the ref of the question. A send's ref is its message + 1; the other questions are open one at a
    // time.
    private static final int HELLO = 1 << 30;
    private static final int PRIME = HELLO + 1;
    private static final int SYNC = HELLO + 2;
    private static final int ACK = HELLO + 3;
    private static final int PING = HELLO + 4;

    private static final long PING_MILLIS = 10_000;

    private final GroupTraffic traffic;
    private final Cast cast;
    private final Member member;
    private final Hearing hearing;
    private final GroupDevices.Way way;
    private final Context loop;

    private ClientWebSocket socket;
    private Promise<Void> welcomed = Promise.promise();
    private Promise<String> primed = Promise.promise();
    private @Nullable Reading reading;
    private boolean connected;
    private boolean closing;

    private final AtomicInteger nextId = new AtomicInteger();
    private SeqTrack inbox = new SeqTrack(0);
    private long mostUnacknowledged = 1;
    private long acknowledged;

    /// A sync under way, page after page.
    ///
    /// @param check whether it is the check after the run; else it fetches what was missed during it
    private record Reading(long cursor, boolean check, Promise<Void> done) {}

    GroupDevice(GroupTraffic traffic, Cast cast, Member member, Hearing hearing, GroupDevices.Way way) {
        this.traffic = traffic;
        this.cast = cast;
        this.member = member;
        this.hearing = hearing;
        this.way = way;
        loop = way.vertx().getOrCreateContext();
        socket = way.client().webSocket();
    }

    Hearing hearing() {
        return hearing;
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
                .setHost(way.server().getHost())
                .setPort(way.server().getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        return socket.connect(where).compose(open -> {
            connected = true;
            write(frame(HELLO).setHello(Hello.newBuilder().setAccessToken(member.token())));
            return welcomed.future();
        });
    }

    /// Sends one message to this group outside the count, so that the first one that counts finds everybody known.
    ///
    /// @return the code with which it was refused; empty: accepted
    Future<String> prime(int group) {
        return onLoop(() -> {
            primed = Promise.promise();
            write(frame(PRIME).setSend(message(group, "hello")));
            return primed.future();
        });
    }

    /// Sends this message of this user. From any thread, but always the same one.
    void send(int message) {
        traffic.ledger.sent(message);
        int group = traffic.plan.shape().groupOf(message);
        write(frame(message + 1).setSend(message(group, traffic.body.of(message))));
    }

    /// Reads all that the inbox has and notes it as stored, on a new socket where there is none. Called when nothing is
    /// sent any more.
    Future<Void> check() {
        return onLoop(() -> {
            if (!connected) {
                socket = way.client().webSocket();
                welcomed = Promise.promise();
                return connect().compose(open -> readAll());
            }
            var current = reading;
            return current == null ? readAll() : current.done().future().compose(done -> readAll());
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

    private Send message(int group, String text) {
        return Send.newBuilder()
                .setGroup(cast.group(group))
                .setId(nextId.getAndIncrement())
                .setText(text)
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
        nextId.set(welcome.getIdBlock().getNext());
        mostUnacknowledged = Math.max(1, welcome.getLimits().getMaxUnacknowledged() / 4);
        inbox = new SeqTrack(welcome.getHead());
        acknowledged = welcome.getHead();
        welcomed.tryComplete();
    }

    /// Spread, so that not all devices do it at one moment.
    private void every(long millis, Runnable act) {
        long first = 1 + ThreadLocalRandom.current().nextLong(millis);
        way.vertx().setPeriodic(first, millis, timer -> {
            if (connected) {
                act.run();
            }
        });
    }

    private void answered(int ref, String refusal, long now) {
        if (ref > 0 && ref < HELLO) {
            if (refusal.isEmpty()) {
                traffic.ledger.accepted(ref - 1);
                traffic.answeredAt(ref - 1, now);
            } else {
                traffic.ledger.refused(ref - 1, refusal);
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
            if (entry.hasMessage()) {
                pushed(entry.getMessage(), now);
            }
            inbox.arrived(entry.getSeq());
        }
        traffic.gaps.add(inbox.gaps() - gaps);
        if (inbox.hasGap()) {
            repair();
        } else if (inbox.complete() - acknowledged >= mostUnacknowledged) {
            acknowledge();
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

    private Future<Void> readAll() {
        hearing.beginCheck();
        return read(0, true);
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
                read(entry.getMessage(), current.check(), now);
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

    private void read(Message entry, boolean check, long now) {
        int message = cast.numberOf(entry, traffic);
        if (message == Body.OF_ANOTHER_RUN || !hearing.concerns(message)) {
            return;
        }
        if (check) {
            hearing.stored(message, entry.getGroupSeq());
        } else if (hearing.fetched(message)) {
            traffic.receivedAt(message, now);
        }
    }

    private void closed() {
        connected = false;
        if (!closing) {
            traffic.dropped.increment();
            hearing.unheard();
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
