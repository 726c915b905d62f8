package dev.kith.bench.device;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Hello;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One user's device: a socket that sends, receives, acknowledges, and fetches what it has missed. What that means for
/// the count is said by who extends it.
///
/// All of it happens on one event loop, except [#send]. A socket that the server closes stays closed until the check:
/// what that costs is to be seen.
public abstract class LoadDevice {
    // Answers carry the ref of the question. A send's ref is its number + 1; the other questions are open one at a
    // time.
    private static final int HELLO = 1 << 30;
    private static final int PRIME = HELLO + 1;
    private static final int SYNC = HELLO + 2;
    private static final int ACK = HELLO + 3;
    private static final int PING = HELLO + 4;

    private static final long PING_MILLIS = 10_000;

    private final LoadTraffic traffic;
    private final Member member;
    private final Wire wire;
    private final Context loop;

    private ClientWebSocket socket;
    private Promise<Void> welcomed = Promise.promise();
    private Promise<String> primed = Promise.promise();
    private @Nullable Reading reading;
    private boolean connected;
    private boolean closing;

    private SeqTrack inbox = new SeqTrack(0);
    private long mostUnacknowledged = 1;
    private long acknowledged;

    /// A sync under way, page after page.
    ///
    /// @param check whether it is the check after the run; else it fetches what was missed during it
    private record Reading(long cursor, boolean check, Promise<Void> done) {}

    /// @param number of the device, from 0
    protected LoadDevice(LoadTraffic traffic, int number, Member member, Wire wire) {
        this.traffic = traffic;
        this.member = member;
        this.wire = wire;
        loop = wire.loop(number);
        socket = wire.client().webSocket();
    }

    /// The connection is there; the first id that the device may give to a message.
    protected abstract void idsFrom(int first);

    /// What was sent under this number was accepted, or refused with a code.
    protected abstract void answered(int number, String refusal, long now);

    /// An entry came in the live stream.
    protected abstract void pushed(Entry entry, long now);

    /// An entry came as the answer to a question.
    ///
    /// @param check whether it is the check after the run; else it was missed during it
    protected abstract void read(Entry entry, boolean check, long now);

    /// The server closed the socket: what comes from now on is not pushed to it.
    protected abstract void unheard();

    /// What is read from now on is the check.
    protected void checkBegins() {}

    /// Connects and says hello.
    public final Future<Void> open() {
        return onLoop(() -> {
            every(traffic.load.acks().toMillis(), this::acknowledge);
            every(PING_MILLIS, this::ping);
            return connect();
        });
    }

    /// Reads all that the inbox has and notes it as stored, on a new socket where there is none. Called when nothing is
    /// sent any more.
    public final Future<Void> check() {
        return onLoop(() -> {
            if (!connected) {
                socket = wire.client().webSocket();
                welcomed = Promise.promise();
                return connect().compose(open -> readAll());
            }
            var current = reading;
            return current == null ? readAll() : current.done().future().compose(done -> readAll());
        });
    }

    public final Future<Void> close() {
        return onLoop(() -> {
            boolean open = connected;
            closing = true;
            connected = false;
            return open ? socket.close().otherwiseEmpty() : Future.succeededFuture();
        });
    }

    /// Sends one message outside the count.
    ///
    /// @return the code with which it was refused; empty: accepted
    protected final Future<String> prime(Supplier<Send> message) {
        return onLoop(() -> {
            primed = Promise.promise();
            write(frame(PRIME).setSend(message.get()));
            return primed.future();
        });
    }

    /// Sends a message of this number. From any thread, but always the same one.
    protected final void send(int number, Send message) {
        write(frame(number + 1).setSend(message));
    }

    private Future<Void> connect() {
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(text -> traffic.trouble("a text frame came on the binary subprotocol"));
        socket.exceptionHandler(e -> traffic.trouble("socket of " + member.address() + ": " + e));
        socket.closeHandler(nothing -> closed());
        var where = new WebSocketConnectOptions()
                .setHost(wire.server().getHost())
                .setPort(wire.server().getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto");
        return socket.connect(where).compose(open -> {
            connected = true;
            write(frame(HELLO).setHello(Hello.newBuilder().setAccessToken(member.token())));
            return welcomed.future();
        });
    }

    private void received(Buffer buffer) {
        long now = System.nanoTime();
        try {
            var frame = ServerFrame.parseFrom(buffer.getBytes());
            switch (frame.getFrameCase()) {
                case PUSH -> pushed(frame.getPush(), now);
                case ACCEPTED -> answeredFrame(frame.getRef(), "", now);
                case REFUSED -> answeredFrame(frame.getRef(), frame.getRefused().getCode(), now);
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
        idsFrom(welcome.getIdBlock().getNext());
        mostUnacknowledged = Math.max(1, welcome.getLimits().getMaxUnacknowledged() / 4);
        inbox = new SeqTrack(welcome.getHead());
        acknowledged = welcome.getHead();
        welcomed.tryComplete();
    }

    /// Spread, so that not all devices do it at one moment.
    private void every(long millis, Runnable act) {
        long first = 1 + ThreadLocalRandom.current().nextLong(millis);
        loop.owner().setPeriodic(first, millis, timer -> {
            if (connected) {
                act.run();
            }
        });
    }

    private void answeredFrame(int ref, String refusal, long now) {
        if (ref > 0 && ref < HELLO) {
            answered(ref - 1, refusal, now);
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
            pushed(entry, now);
            inbox.arrived(entry.getSeq());
        }
        traffic.gaps.add(inbox.gaps() - gaps);
        if (inbox.hasGap()) {
            repair();
        } else if (inbox.complete() - acknowledged >= mostUnacknowledged) {
            acknowledge();
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
        checkBegins();
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
            read(entry, current.check(), now);
        }
        if (page.getNext().isEmpty()) {
            reading = null;
            inbox.synced(page.getHead());
            current.done().tryComplete();
        } else {
            ask(current, page.getNext());
        }
    }

    private void closed() {
        connected = false;
        if (!closing) {
            traffic.dropped.increment();
            unheard();
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
