package dev.kith.client;

import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Done;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.IdBlock;
import dev.kith.contracts.socket.Limits;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Pong;
import dev.kith.contracts.socket.Push;
import dev.kith.contracts.socket.React;
import dev.kith.contracts.socket.Reaction;
import dev.kith.contracts.socket.Refused;
import dev.kith.contracts.socket.Send;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.StatusChange;
import dev.kith.contracts.socket.Sync;
import dev.kith.contracts.socket.SyncPage;
import dev.kith.contracts.socket.Welcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.ByteString;

/**
 * What the real one promises about inboxes, in memory and in one lock: messages between users, what becomes of them, a number for
 * each change, pushes, pages that break off. A user's address is their uid.
 */
final class ModelServer implements AutoCloseable {
    static final int IDS_OF_A_DEVICE = 1 << 20;
    private static final int PAGE = 3;

    private final MockWebServer server = new MockWebServer();
    private final Wire wire;
    private final Map<Long, Inbox> inboxes = new TreeMap<>();
    private long clock = 1_700_000_000_000L;

    /** The texts of the messages that were accepted, in that order; what was accepted again is not in it twice. */
    private final List<String> accepted = new ArrayList<>();

    ModelServer() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return request.getRequestUrl().encodedPath().equals("/v1/connect")
                        ? new MockResponse().withWebSocketUpgrade(new Device())
                        : ScriptedServer.json("{\"profiles\":[],\"gone\":[],\"cursor\":\"c\",\"more\":false}");
            }
        });
        server.start();
        wire = new Wire(server.getPort());
    }

    String url() {
        return "http://localhost:" + wire.port();
    }

    int port() {
        return wire.port();
    }

    /** All connections break off. */
    void cut() {
        wire.cut();
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }

    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    synchronized long head(long uid) {
        return inbox(uid).head;
    }

    /** A message as it would be shown: status, text, reactions. */
    synchronized List<String> view(long uid) {
        return inbox(uid).messages.values().stream()
                .filter(kept -> kept.message.getDeletion() == Deletion.DELETION_UNSPECIFIED)
                .map(kept -> kept.message)
                .sorted(Comparator.comparingLong(Message::getAcceptedAt).thenComparingLong(Message::getId))
                .map(message ->
                        message.getStatus() + " " + message.getText() + " " + reactions(message.getReactionsList()))
                .toList();
    }

    static Map<String, String> reactions(List<Reaction> all) {
        var reactions = new TreeMap<String, String>();
        all.stream()
                .filter(one -> !one.getValue().isEmpty())
                .forEach(one -> reactions.put(one.getBy(), one.getValue()));
        return reactions;
    }

    /** Somebody whose device is no part of the test writes. */
    synchronized void say(long from, int id, long to, String text) {
        accept(
                from,
                Send.newBuilder()
                        .setTo(Long.toString(to))
                        .setId(id)
                        .setText(text)
                        .setReadReceipt(true)
                        .setDeliveryReceipt(true)
                        .build());
    }

    private Inbox inbox(long uid) {
        return inboxes.computeIfAbsent(uid, Inbox::new);
    }

    private static final class Kept {
        Message message;
        long seq;

        Kept(Message message) {
            this.message = message;
        }
    }

    private static final class Inbox {
        final long uid;
        final Map<Long, Kept> messages = new LinkedHashMap<>();
        final List<Device> devices = new ArrayList<>();
        long head;

        Inbox(long uid) {
            this.uid = uid;
        }

        void changed(Kept kept, Entry.Builder entry) {
            head++;
            kept.seq = head;
            var push = Push.newBuilder()
                    .addEntries(entry.setSeq(head))
                    .setHead(head)
                    .build();
            devices.forEach(device -> device.send(ServerFrame.newBuilder().setPush(push)));
        }

        void rise(long id, MessageStatus status) {
            var kept = messages.get(id);
            if (kept != null && kept.message.getStatusValue() < status.getNumber()) {
                kept.message = kept.message.toBuilder().setStatus(status).build();
                changed(
                        kept,
                        Entry.newBuilder()
                                .setStatus(StatusChange.newBuilder().setId(id).setStatus(status)));
            }
        }
    }

    private Message accept(long from, Send send) {
        long id = from << 32 | Integer.toUnsignedLong(send.getId());
        var own = inbox(from);
        var before = own.messages.get(id);
        if (before != null) {
            return before.message;
        }
        accepted.add(send.getText());
        var message = Message.newBuilder()
                .setId(id)
                .setSender(Long.toString(from))
                .setRecipient(send.getTo())
                .setAcceptedAt(++clock)
                .setText(send.getText())
                .setDeliveryReceipt(send.getDeliveryReceipt())
                .setReadReceipt(send.getReadReceipt());
        put(own, message.setStatus(MessageStatus.SENT).build());
        put(
                inbox(Long.parseLong(send.getTo())),
                message.setStatus(MessageStatus.RECEIVED_NEW).build());
        return message.build();
    }

    private static void put(Inbox inbox, Message message) {
        var kept = new Kept(message);
        inbox.messages.put(message.getId(), kept);
        inbox.changed(kept, Entry.newBuilder().setMessage(message));
    }

    /** On both sides; false: it is not there. */
    private boolean change(Inbox by, long id, boolean bothSides, MessageChange.Builder change) {
        var kept = by.messages.get(id);
        if (kept == null || kept.message.getDeletion() != Deletion.DELETION_UNSPECIFIED) {
            return kept != null && change.hasDeletion();
        }
        var sides = bothSides
                ? List.of(Long.parseLong(kept.message.getSender()), Long.parseLong(kept.message.getRecipient()))
                : List.of(by.uid);
        var said = change.setId(id).setAt(++clock).build();
        sides.forEach(side -> change(inbox(side), said));
        return true;
    }

    private static void change(Inbox inbox, MessageChange change) {
        var kept = inbox.messages.get(change.getId());
        if (kept == null || kept.message.getDeletion() != Deletion.DELETION_UNSPECIFIED) {
            return;
        }
        var message = kept.message.toBuilder();
        switch (change.getWhatCase()) {
            case EDIT -> {
                var edit = change.getEdit();
                if (edit.getRevision() < message.getRevision()
                        || (edit.getRevision() == message.getRevision()
                                && edit.getText().compareTo(message.getText()) <= 0)) {
                    return;
                }
                message.setText(change.getEdit().getText())
                        .setRevision(change.getEdit().getRevision())
                        .setEditedAt(change.getAt());
            }
            case REACTION -> {
                var said = change.getReaction();
                var ofOne = message.getReactionsList().stream()
                        .filter(one -> one.getBy().equals(said.getBy()))
                        .toList();
                if (ofOne.stream()
                        .anyMatch(one -> one.getRevision() > said.getRevision()
                                || (one.getRevision() == said.getRevision()
                                        && one.getValue().compareTo(said.getValue()) >= 0))) {
                    return;
                }
                var others = message.getReactionsList().stream()
                        .filter(one -> !one.getBy().equals(said.getBy()))
                        .toList();
                message.clearReactions().addAllReactions(others).addReactions(change.getReaction());
            }
            case DELETION -> message.clearText().clearReactions().setDeletion(change.getDeletion());
            case WHAT_NOT_SET -> throw new IllegalStateException("nothing changed");
        }
        kept.message = message.build();
        inbox.changed(kept, Entry.newBuilder().setChange(change));
    }

    /** One socket. */
    private final class Device extends WebSocketListener {
        private WebSocket socket;
        private Inbox inbox;
        private long first;

        @Override
        public void onOpen(WebSocket opened, Response response) {
            socket = opened;
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            try {
                synchronized (ModelServer.this) {
                    answer(ClientFrame.parseFrom(bytes.toByteArray()));
                }
            } catch (InvalidProtocolBufferException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        @Override
        public void onClosing(WebSocket closing, int code, String reason) {
            closing.close(1000, "");
            leave();
        }

        @Override
        public void onFailure(WebSocket failed, Throwable cause, Response response) {
            leave();
        }

        private void leave() {
            synchronized (ModelServer.this) {
                if (inbox != null) {
                    inbox.devices.remove(this);
                }
            }
        }

        private void send(ServerFrame.Builder frame) {
            socket.send(ByteString.of(frame.build().toByteArray()));
        }

        private void answer(ClientFrame frame) {
            var answer = ServerFrame.newBuilder().setRef(frame.getRef());
            boolean known = true;
            switch (frame.getFrameCase()) {
                case HELLO -> {
                    if (inbox == null) {
                        hello(frame, answer);
                    } else {
                        answer.setRefused(Refused.newBuilder().setCode("bad-frame"));
                    }
                }
                case SEND -> {
                    var message = accept(inbox.uid, frame.getSend());
                    answer.setAccepted(
                            Accepted.newBuilder().setMessageId(message.getId()).setAcceptedAt(message.getAcceptedAt()));
                }
                case SYNC -> answer.setSyncPage(page(frame.getSync()));
                case READ -> frame.getRead().getIdsList().forEach(this::read);
                case ACK -> acknowledge(frame.getAck().getSeq());
                case EDIT -> known = edit(frame.getEdit());
                case REACT -> known = react(frame.getReact());
                case DELETE -> {
                    boolean everywhere = frame.getDelete().getEverywhere();
                    known = change(
                            inbox,
                            frame.getDelete().getId(),
                            everywhere,
                            MessageChange.newBuilder()
                                    .setDeletion(everywhere ? Deletion.FOR_EVERYONE : Deletion.FOR_ME));
                }
                case PING -> answer.setPong(Pong.newBuilder().setHead(inbox.head));
                default -> {}
            }
            if (!known) {
                answer.setRefused(Refused.newBuilder().setCode("not-found"));
            } else if (answer.getFrameCase() == ServerFrame.FrameCase.FRAME_NOT_SET) {
                answer.setDone(Done.getDefaultInstance());
            }
            send(answer);
        }

        private void hello(ClientFrame frame, ServerFrame.Builder answer) {
            var claims = JsonParser.parseString(new String(
                            Base64.getUrlDecoder()
                                    .decode(frame.getHello().getAccessToken().split("\\.", -1)[1]),
                            StandardCharsets.UTF_8))
                    .getAsJsonObject();
            inbox = ModelServer.this.inbox(claims.get("sub").getAsLong());
            inbox.devices.add(this);
            first = (long) IDS_OF_A_DEVICE
                    * Integer.parseInt(claims.get("did").getAsString().substring(1));
            long next = inbox.messages.keySet().stream()
                            .filter(id -> id >>> 32 == inbox.uid)
                            .mapToLong(id -> id & 0xFFFF_FFFFL)
                            .filter(id -> id >= first && id < first + IDS_OF_A_DEVICE)
                            .max()
                            .orElse(first - 1)
                    + 1;
            answer.setWelcome(Welcome.newBuilder()
                    .setUid(inbox.uid)
                    .setHead(inbox.head)
                    .setServerTime(++clock)
                    .setLimits(Limits.newBuilder().setPingSeconds(30))
                    .setIdBlock(IdBlock.newBuilder()
                            .setFirst((int) first)
                            .setLast((int) (first + IDS_OF_A_DEVICE - 1))
                            .setNext((int) next)));
        }

        /** What changes while pages are turned is on a later one too, as it stands then. */
        private SyncPage page(Sync sync) {
            long head = sync.getPage().isEmpty()
                    ? inbox.head
                    : Long.parseLong(sync.getPage().toStringUtf8());
            var rest = inbox.messages.values().stream()
                    .filter(kept -> kept.seq > sync.getCursor())
                    .sorted(Comparator.comparingLong(kept -> kept.seq))
                    .toList();
            var page = SyncPage.newBuilder().setHead(head);
            rest.stream()
                    .limit(PAGE)
                    .forEach(kept ->
                            page.addEntries(Entry.newBuilder().setSeq(kept.seq).setMessage(kept.message)));
            if (rest.size() > PAGE) {
                page.setNext(com.google.protobuf.ByteString.copyFromUtf8(Long.toString(head)));
            }
            return page.build();
        }

        private void read(long id) {
            var kept = inbox.messages.get(id);
            if (kept != null && kept.message.getStatus() == MessageStatus.RECEIVED_NEW) {
                inbox.rise(id, MessageStatus.RECEIVED_READ);
                if (kept.message.getReadReceipt()) {
                    ModelServer.this
                            .inbox(Long.parseLong(kept.message.getSender()))
                            .rise(id, MessageStatus.READ);
                }
            }
        }

        private void acknowledge(long seq) {
            for (var kept : List.copyOf(inbox.messages.values())) {
                if (kept.seq <= seq && kept.message.getDeliveryReceipt() && kept.message.getId() >>> 32 != inbox.uid) {
                    ModelServer.this
                            .inbox(Long.parseLong(kept.message.getSender()))
                            .rise(kept.message.getId(), MessageStatus.DELIVERED);
                }
            }
        }

        private boolean edit(Edit edit) {
            return edit.getId() >>> 32 == inbox.uid
                    && change(
                            inbox,
                            edit.getId(),
                            true,
                            MessageChange.newBuilder()
                                    .setEdit(EditedBody.newBuilder()
                                            .setText(edit.getText())
                                            .setRevision(edit.getRevision())));
        }

        private boolean react(React react) {
            return change(
                    inbox,
                    react.getId(),
                    true,
                    MessageChange.newBuilder()
                            .setReaction(Reaction.newBuilder()
                                    .setBy(Long.toString(inbox.uid))
                                    .setValue(react.getValue())
                                    .setRevision(react.getRevision())));
        }
    }
}
