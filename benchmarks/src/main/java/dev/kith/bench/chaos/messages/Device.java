package dev.kith.bench.chaos.messages;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Ack;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.contracts.socket.Welcome;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One user's device, as stubborn as a real one: it connects again and again, sends under the same id what has
/// no answer yet, fetches what it has missed, and acknowledges what it has. It lives on one event loop.
///
/// It trusts nobody: it notes everything that it shows, and the checker looks at it later.
final class Device {
    private static final int HELLO = 1 << 30;
    private static final int SYNC = HELLO + 1;
    private static final int ACK = HELLO + 2;
    private static final int PING = HELLO + 3;

    private static final long TICK_MILLIS = 500;
    private static final int PING_TICKS = 6;
    private static final int SHORTEST_WAIT_MILLIS = 50;
    private static final int LONGEST_WAIT_MILLIS = 500;

    /// Without a sign for so long the connection counts as dead.
    private static final int DEAF_TICKS = 20;

    private final Promises promises;
    private final int user;
    private final Member member;
    private final String partner;
    private final WebSocketClient client;
    private final Context loop;
    private final URI node;
    private final Map<Integer, Integer> unanswered = new TreeMap<>(); // messages in their order, with their ids
    private final List<Shown> screen = new ArrayList<>();

    private @Nullable WebSocket socket;
    private boolean connecting;
    private boolean welcomed;
    private boolean syncing;
    private boolean over;
    private int nextId;
    private long complete;
    private long newest;
    private long head;
    private long acknowledged;
    private long repeated;
    private int ticks;
    private int heard;

    /// @param node where it connects: the gateway, or a node itself
    Device(Promises promises, int user, Member member, String partner, WebSocketClient client, Context loop, URI node) {
        this.promises = promises;
        this.user = user;
        this.member = member;
        this.partner = partner;
        this.client = client;
        this.loop = loop;
        this.node = node;
    }

    void open() {
        loop.runOnContext(go -> {
            connect();
            loop.owner().setPeriodic(TICK_MILLIS, timer -> {
                if (over) {
                    loop.owner().cancelTimer(timer);
                } else {
                    tick();
                }
            });
        });
    }

    /// Has a message to send from now on.
    void send(int message) {
        loop.runOnContext(go -> {
            promises.sent(message, System.nanoTime());
            unanswered.put(message, nextId);
            if (welcomed) {
                write(message, nextId);
            }
            nextId++;
        });
    }

    /// Ends the connection as a lost network does.
    void cut() {
        loop.runOnContext(go -> {
            if (socket instanceof WebSocketInternal open) {
                var unused = open.channelHandlerContext().channel().close();
            }
        });
    }

    void close() {
        loop.runOnContext(go -> {
            over = true;
            if (socket != null) {
                socket.close();
            }
        });
    }

    /// On the event loop.
    boolean isReady() {
        return welcomed;
    }

    /// Whether all is answered and fetched and acknowledged. On the event loop.
    boolean isAtRest() {
        return welcomed && !syncing && unanswered.isEmpty() && complete >= head && acknowledged >= complete;
    }

    /// On the event loop.
    Checker.Screen screen() {
        return new Checker.Screen(user, List.copyOf(screen), repeated, complete, head);
    }

    private void tick() {
        ticks++;
        if (socket == null) {
            connect();
        } else if (ticks - heard > DEAF_TICKS) {
            cut();
        } else if (welcomed) {
            if (ticks % PING_TICKS == 0) {
                write(frame(PING).setPing(Ping.newBuilder().setCursor(complete)));
            }
            if (!syncing && complete < Math.max(head, newest)) {
                sync();
            }
            acknowledge();
        }
    }

    private void connect() {
        if (connecting || over) {
            return;
        }
        connecting = true;
        heard = ticks;
        var where = new WebSocketConnectOptions()
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI("/v1/connect")
                .addSubProtocol("kith.v1.proto")
                .setTimeout(2_000);
        client.connect(where)
                .onComplete(connected -> loop.runOnContext(go -> {
                    connecting = false;
                    if (connected.failed()) {
                        later();
                    } else {
                        opened(connected.result());
                    }
                }));
    }

    private void opened(WebSocket open) {
        socket = open;
        heard = ticks;
        open.exceptionHandler(broken -> {});
        open.closeHandler(closed -> loop.runOnContext(go -> lost(open)));
        open.binaryMessageHandler(bytes -> received(open, bytes));
        write(frame(HELLO)
                .setHello(Hello.newBuilder().setAccessToken(member.token()).setCursor(complete)));
    }

    private void lost(WebSocket one) {
        if (socket == one) {
            socket = null;
            welcomed = false;
            syncing = false;
            later();
        }
    }

    private void later() {
        if (!over) {
            int wait = ThreadLocalRandom.current().nextInt(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
            loop.owner().setTimer(wait, timer -> {
                if (socket == null) {
                    connect();
                }
            });
        }
    }

    private void received(WebSocket from, Buffer bytes) {
        if (from != socket) {
            return;
        }
        heard = ticks;
        ServerFrame frame;
        try {
            frame = ServerFrame.parseFrom(bytes.getBytes());
        } catch (InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException("a frame that cannot be read", unreadable);
        }
        switch (frame.getFrameCase()) {
            case WELCOME -> welcome(frame.getWelcome());
            case ACCEPTED -> accepted(frame.getRef());
            case REFUSED -> refused(frame.getRef(), frame.getRefused());
            case PUSH -> pushed(frame.getPush());
            case SYNC_PAGE -> page(frame.getSyncPage());
            case PONG -> head = Math.max(head, frame.getPong().getHead());
            case GO_AWAY -> cut();
            default -> {}
        }
    }

    private void welcome(Welcome welcome) {
        welcomed = true;
        nextId = nextId == 0 ? welcome.getIdBlock().getNext() : nextId;
        head = Math.max(head, welcome.getHead());
        newest = welcome.getHead(); // the live stream of this connection begins behind it
        acknowledged = 0; // the first Ack of a connection counts for what was stored before
        unanswered.forEach(this::write);
        if (complete < head) {
            sync();
        }
    }

    private void accepted(int ref) {
        if (unanswered.remove(messageOf(ref)) != null) {
            promises.accepted(messageOf(ref), System.nanoTime());
        }
    }

    private void refused(int ref, Refused refusal) {
        switch (ref) {
            case HELLO -> cut();
            case SYNC -> syncing = false;
            case ACK -> acknowledged = 0;
            case PING -> {}
            default -> refused(messageOf(ref), refusal.getRetryAfter());
        }
    }

    private void refused(int message, long retryAfter) {
        if (retryAfter == 0) {
            if (unanswered.remove(message) != null) {
                promises.refused(message);
            }
        } else {
            loop.owner().setTimer(retryAfter, timer -> {
                var id = unanswered.get(message);
                if (welcomed && id != null) {
                    write(message, id);
                }
            });
        }
    }

    private void pushed(Push push) {
        for (var entry : push.getEntriesList()) {
            if (entry.getSeq() <= newest) {
                repeated++;
            }
            if (entry.getSeq() == complete + 1 && !syncing) {
                complete = entry.getSeq();
            }
            newest = Math.max(newest, entry.getSeq());
            show(entry);
        }
        head = Math.max(head, Math.max(newest, push.getHead()));
    }

    private void sync() {
        syncing = true;
        ask(ByteString.EMPTY);
    }

    private void ask(ByteString page) {
        var sync = Sync.newBuilder().setCursor(complete);
        write(frame(SYNC).setSync(page.isEmpty() ? sync : sync.setPage(page)));
    }

    private void page(SyncPage page) {
        page.getEntriesList().forEach(this::show);
        head = Math.max(head, page.getHead());
        if (page.getNext().isEmpty()) {
            complete = Math.max(complete, page.getHead());
            syncing = false;
        } else {
            ask(page.getNext());
        }
    }

    private void show(Entry entry) {
        int message = Texts.numberOf(entry.getMessage().getText());
        if (message >= 0 && message < promises.messages() && promises.recipientOf(message) == user) {
            promises.shown(message, System.nanoTime());
            screen.add(new Shown(entry.getSeq(), entry.getMessage().getId(), message));
        }
    }

    private void acknowledge() {
        if (complete > acknowledged) {
            acknowledged = complete;
            write(frame(ACK).setAck(Ack.newBuilder().setSeq(complete)));
        }
    }

    private void write(int message, int id) {
        write(frame(message + 1)
                .setSend(Send.newBuilder()
                        .setTo(partner)
                        .setId(id)
                        .setText(Texts.of(message))
                        .setDeliveryReceipt(true)));
    }

    private static int messageOf(int ref) {
        return ref - 1;
    }

    private void write(ClientFrame.Builder frame) {
        if (socket != null && !socket.isClosed()) {
            socket.writeBinaryMessage(Buffer.buffer(frame.build().toByteArray()));
        }
    }

    private static ClientFrame.Builder frame(int ref) {
        return ClientFrame.newBuilder().setRef(ref);
    }
}
