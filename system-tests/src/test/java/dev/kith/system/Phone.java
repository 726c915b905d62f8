package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.client.Activity;
import dev.kith.client.GroupChange;
import dev.kith.client.HistoryQuery;
import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.MessageStatus;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.MessageUpdate;
import dev.kith.client.SocketFormat;
import dev.kith.local.testing.LocalStack;
import dev.kith.local.testing.line.FrameLine;
import dev.kith.system.Api.User;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A device of a user in a conversation, behind a line of its own. What is done waits for the answer, but where it is
/// said.
final class Phone implements KithListener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final User user;
    private final FrameLine line;
    private final SocketFormat format;
    private final Path path;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<Long, List<MessageStatus>> statuses = new ConcurrentHashMap<>();
    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private int heard;
    private Kith kith = new Kith();

    Phone(LocalStack stack, User user, SocketFormat format, Path path) {
        this.user = user;
        this.format = format;
        this.path = path;
        this.line = new FrameLine(stack.gatewayUrl().getPort());
    }

    /// Each knows the other's first word, and nothing is under way any more.
    static void acquaint(LocalStack stack, User one, User other) {
        try (var ofOne = withoutLine(stack, one);
                var ofOther = withoutLine(stack, other)) {
            greet(ofOne, ofOther, other);
            greet(ofOther, ofOne, one);
        }
    }

    private static Kith withoutLine(LocalStack stack, User user) {
        var kith = new Kith();
        kith.setServer(stack.gatewayUrl().toString());
        kith.setAccessToken(user.token());
        kith.setReceiving(false);
        kith.blocking(LIMIT).start();
        return kith;
    }

    /// Who has just signed up may not be found by everybody at the same moment; what is refused then is kept nowhere.
    private static void greet(Kith from, Kith to, User recipient) {
        var sent = new AtomicLong();
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            sent.set(from.blocking(LIMIT)
                    .sendMessage(MessageParams.to(recipient.address()), "hello")
                    .id());
            return true;
        });
        // Each side's copy goes its own way.
        await().atMost(LIMIT).until(() -> has(to, sent.get()) && has(from, sent.get()));
    }

    private static boolean has(Kith kith, long id) {
        return kith.blocking(LIMIT).history().read(HistoryQuery.all()).messages().stream()
                .anyMatch(message -> message.id() == id);
    }

    FrameLine line() {
        return line;
    }

    /// As a new process would, with what is stored. What was before the conversation is of no interest.
    void start() throws Exception {
        kith = new Kith();
        kith.setServer(line.url());
        kith.setSocketFormat(format);
        kith.setAccessToken(user.token());
        kith.setPath(path);
        kith.setHistoryOnDemand(true);
        kith.addListener(this);
        kith.blocking(LIMIT).start();
    }

    void stop() {
        kith.close();
    }

    void says(String text, Phone to) {
        sent(text, kith.blocking(LIMIT).sendMessage(to.paramsTo(), text).id());
    }

    void saysWithoutWaiting(String text, Phone to) {
        var unused = kith.sendMessage(to.paramsTo(), text).thenAccept(message -> sent(text, message.id()));
    }

    private MessageParams paramsTo() {
        return MessageParams.to(user.address()).withDeliveryReceipt(true).withReadReceipt(true);
    }

    long opensGroup() {
        return kith.blocking(LIMIT).groups().create("group").id();
    }

    void adds(Phone other, long group) {
        var unused = kith.blocking(LIMIT).groups().add(group, List.of(other.user.address()));
    }

    void saysInGroup(String text, long group) {
        sent(
                text,
                kith.blocking(LIMIT)
                        .sendGroupMessage(group, MessageParams.to(""), text)
                        .id());
    }

    private void sent(String text, long id) {
        ids.put(text, id);
    }

    void reads(String text) {
        kith.blocking(LIMIT).markRead(ids.get(text));
    }

    void reacts(String text, String reaction) {
        kith.blocking(LIMIT).react(ids.get(text), reaction);
    }

    void edits(String text, String now) {
        kith.blocking(LIMIT).editMessage(ids.get(text), now);
    }

    void deletes(String text) {
        kith.blocking(LIMIT).deleteMessage(ids.get(text), true);
    }

    /// This is told next.
    void hears(String what) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> told.size() > heard);
        assertThat(told.get(heard)).isEqualTo(what);
        heard++;
    }

    void reaches(String text, MessageStatus status) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ids.containsKey(text)
                        && statuses.getOrDefault(ids.get(text), List.of()).contains(status));
    }

    void types(Phone to) {
        var unused = kith.sendActivity(to.user.address(), "typing").join();
    }

    @Override
    public void onActivity(Activity activity) {
        told.add(activity.kind());
    }

    @Override
    public void onMessage(Message message) {
        ids.put(message.text(), message.id());
        told.add(message.text());
    }

    @Override
    public void onMessageStatus(MessageStatusChange change) {
        statuses.computeIfAbsent(change.id(), id -> new CopyOnWriteArrayList<>())
                .add(change.status());
    }

    @Override
    public void onMessageUpdate(MessageUpdate update) {
        var text = nameOf(update.id());
        told.add(
                switch (update.what()) {
                    case EDITED -> text + " is now " + update.text();
                    case REACTED ->
                        text + ": " + update.reaction() + " by "
                                + (update.by().equals(user.address()) ? "me" : "the other");
                    default -> text + ": " + update.what();
                });
    }

    @Override
    public void onGroupChanged(GroupChange change) {
        told.add("group: " + change.what());
    }

    private String nameOf(long id) {
        return ids.entrySet().stream()
                .filter(one -> one.getValue() == id)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("something else");
    }

    Conversation.OfOne outcome() throws Exception {
        var byName = new TreeMap<String, List<MessageStatus>>();
        ids.forEach((text, id) -> byName.put(text, List.copyOf(statuses.getOrDefault(id, List.of()))));
        byName.values().removeIf(Collection::isEmpty);
        return new Conversation.OfOne(List.copyOf(told), stored(), byName);
    }

    /// All messages as they lie on the disk, and what is left to do.
    private List<String> stored() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("kith.db"));
                var statement = connection.createStatement()) {
            var lines = new ArrayList<String>();
            try (var rows = statement.executeQuery("select status, message from message order by accepted_at, id")) {
                while (rows.next()) {
                    var message = dev.kith.contracts.socket.Message.parseFrom(rows.getBytes(2));
                    lines.add(rows.getString(1) + " " + message.getText() + " " + message.getReactionsCount());
                }
            }
            try (var rows =
                    statement.executeQuery("select (select count(*) from outbox) + (select count(*) from untold)")) {
                rows.next();
                lines.add(rows.getLong(1) + " to do");
            }
            return lines;
        }
    }

    @Override
    public void close() {
        kith.close();
        line.close();
    }
}
