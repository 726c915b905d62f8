package dev.kith.client.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.KithException;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Hello;
import dev.kith.contracts.socket.Ping;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, from its opening to its end; after the end it says nothing more. Belongs to the loop: every method is
 * called there and every callback comes there.
 */
public final class Link {
    static final int REPLACED = 4409;
    static final int REVOKED = 4403;
    static final int NOT_AUTHENTICATED = 4401;
    static final int LOST = 1006;

    private static final Duration WELCOME_WITHIN = Duration.ofSeconds(15);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final int NORMAL_CLOSE = 1000;

    private final Frames frames;
    private final Loop loop;
    private final Events events;
    private final LongSupplier cursor;
    private final Map<Integer, Question> questions = new HashMap<>();
    private @Nullable WebSocket socket;
    private int lastRef;
    private boolean greeted;
    private boolean ended;

    private record Question(Consumer<ServerFrame> answered, Consumer<KithException> failed, Loop.Timer timer) {}

    /** Where links lead, and how frames cross them. */
    record Road(OkHttpClient http, HttpUrl server, Frames frames) {}

    /** What a link tells its owner. */
    interface Events {
        void welcomed(Link link, Welcome welcome);

        /** A frame that answers nothing, and every Pong. */
        void arrived(Link link, ServerFrame frame);

        /** Once, as the last. */
        void ended(Link link, int code, String reason);
    }

    private Link(Frames frames, Loop loop, Events events, LongSupplier cursor) {
        this.frames = frames;
        this.loop = loop;
        this.events = events;
        this.cursor = cursor;
    }

    static Link open(Road road, String token, Loop loop, Events events, LongSupplier cursor) {
        var link = new Link(road.frames, loop, events, cursor);
        var request = new Request.Builder()
                .url(road.server.newBuilder().encodedPath("/v1/connect").build())
                .header("Sec-WebSocket-Protocol", road.frames.subprotocol())
                .build();
        link.socket = road.http.newWebSocket(request, link.new Wire(token));
        loop.after(WELCOME_WITHIN, () -> {
            if (!link.greeted) {
                link.end(LOST, "no welcome in time");
            }
        });
        return link;
    }

    /**
     * Sends a frame and hands on the frame with the same ref, or why there is none: a refusal, or that the link ended
     * before. No answer within 20 s ends the link.
     */
    public void ask(ClientFrame.Builder frame, Consumer<ServerFrame> answered, Consumer<KithException> failed) {
        if (ended || socket == null) {
            failed.accept(lost("not connected"));
            return;
        }
        lastRef = lastRef == Integer.MAX_VALUE ? 1 : lastRef + 1;
        int ref = lastRef;
        var timer = loop.after(ANSWER_WITHIN, () -> {
            if (questions.containsKey(ref)) {
                end(LOST, "no answer in time");
            }
        });
        questions.put(ref, new Question(answered, failed, timer));
        if (!frames.send(socket, frame.setRef(ref).build())) {
            end(LOST, "the connection takes nothing more");
        }
    }

    /** Ends it on purpose; {@code ended} is not told. */
    void close() {
        if (!ended) {
            ended = true;
            if (socket != null) {
                socket.close(NORMAL_CLOSE, "");
            }
            failQuestions("closed");
        }
    }

    private void welcome(ServerFrame answer) {
        if (!answer.hasWelcome()) {
            end(LOST, "the server did not greet");
            return;
        }
        var welcome = answer.getWelcome();
        greeted = true;
        events.welcomed(this, welcome);
        int seconds = welcome.getLimits().getPingSeconds();
        pingEvery(Duration.ofSeconds(seconds > 0 ? seconds : 30));
    }

    private void pingEvery(Duration pause) {
        loop.after(pause, () -> {
            if (!ended) {
                ask(
                        ClientFrame.newBuilder().setPing(Ping.newBuilder().setCursor(cursor.getAsLong())),
                        pong -> events.arrived(this, pong),
                        refused -> {});
                pingEvery(pause);
            }
        });
    }

    /** Something that came, before it is known whether it is a frame. */
    private interface Unread {
        ServerFrame read() throws InvalidProtocolBufferException;
    }

    private void received(Unread message) {
        if (ended) {
            return;
        }
        try {
            var frame = message.read();
            var question = questions.remove(frame.getRef());
            if (question == null) {
                events.arrived(this, frame);
            } else {
                question.timer.cancel();
                if (frame.hasRefused()) {
                    question.failed.accept(refusal(frame.getRefused()));
                } else {
                    question.answered.accept(frame);
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            end(LOST, "the server sent what cannot be read");
        }
    }

    private void end(int code, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (socket != null) {
            socket.cancel();
        }
        failQuestions(reason);
        events.ended(this, code, reason);
    }

    private void failQuestions(String reason) {
        var open = Map.copyOf(questions);
        questions.clear();
        open.values().forEach(question -> {
            question.timer.cancel();
            question.failed.accept(lost(reason));
        });
    }

    private static KithException lost(String reason) {
        return KithException.noAnswer("The connection is lost (" + reason + ")", null);
    }

    private static KithException refusal(Refused refused) {
        var wait = refused.getRetryAfter() > 0 ? Duration.ofMillis(refused.getRetryAfter()) : null;
        return KithException.refused(refused.getCode(), refused.getDetail(), wait);
    }

    /** What OkHttp tells on its own threads goes to the loop. */
    private final class Wire extends WebSocketListener {
        private final String token;

        Wire(String token) {
            this.token = token;
        }

        @Override
        public void onOpen(WebSocket opened, Response response) {
            var hello = Hello.newBuilder().setAccessToken(token).setCursor(cursor.getAsLong());
            loop.execute(
                    () -> ask(ClientFrame.newBuilder().setHello(hello), Link.this::welcome, Link.this::refusedHello));
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            loop.execute(() -> received(() -> frames.read(bytes)));
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            loop.execute(() -> received(() -> frames.read(text)));
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(NORMAL_CLOSE, "");
            loop.execute(() -> end(code, reason));
        }

        @Override
        public void onFailure(WebSocket failed, Throwable cause, @Nullable Response response) {
            loop.execute(() -> end(
                    LOST, response == null ? String.valueOf(cause.getMessage()) : "HTTP status " + response.code()));
        }
    }

    private void refusedHello(KithException refusal) {
        if (!refusal.isAnswer()) {
            return; // The link ended, which is told by itself.
        }
        var code = refusal.code();
        if (code == ErrorCode.REVOKED) {
            end(REVOKED, refusal.detail());
        } else if (code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.TOKEN_EXPIRED) {
            end(NOT_AUTHENTICATED, refusal.detail());
        } else {
            end(LOST, refusal.detail());
        }
    }
}
