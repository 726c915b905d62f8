package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.Discoverability;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.Location;
import dev.kith.client.MessageParams;
import dev.kith.client.Newcomer;
import dev.kith.client.OwnDevice;
import dev.kith.client.Profile;
import dev.kith.client.ProfileView;
import dev.kith.client.Relationship;
import dev.kith.client.SelfProfile;
import dev.kith.client.SentMessage;
import dev.kith.client.SignIn;
import dev.kith.client.Traces;
import dev.kith.client.Verification;
import dev.kith.client.WatchedPresence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Kith}, of a thread that waits for each answer: for scripts, for servers with virtual threads, for tests. Every method does
 * what the one of the same name does there and returns what its future would have.
 *
 * <pre>{@code
 * var calm = kith.blocking();
 * calm.start();
 * var sent = calm.sendMessage(MessageParams.to("+442079460123"), "Hello");
 * for (var conversation : calm.messages().getConversations(20)) {
 *     System.out.println(conversation.peer() + ": " + conversation.unread());
 * }
 * }</pre>
 *
 * <p><b>Failure.</b> A {@link KithException}, thrown as it is. Where no answer comes within the patience, and where the thread is
 * interrupted (it stays so), {@link KithException#isAnswer()} is false and what was asked goes on: a message that is not sent yet is
 * sent when there is a connection.
 *
 * <p><b>Threading.</b> Thread-safe; any number of threads may wait. Not for the thread of a user interface. A listener may call
 * it, and holds up the other listeners meanwhile.
 */
public final class BlockingKith {
    private final Kith kith;
    private final Waiting waiting;

    /** Made by {@link Kith#blocking(Duration)}. */
    public BlockingKith(Kith kith, Duration patience) {
        this.kith = kith;
        this.waiting = new Waiting(patience);
    }

    /** As {@link Kith#start()}. */
    public void start() {
        waiting.answer(kith.start());
    }

    /** As {@link Kith#requestCode(String, String, String)}. */
    public Verification requestCode(String app, String phone, @Nullable String region) {
        return waiting.answer(kith.requestCode(app, phone, region));
    }

    /** As {@link Kith#confirmCode(Verification, String, String)}. */
    public SignIn confirmCode(Verification verification, String code, String device) {
        return waiting.answer(kith.confirmCode(verification, code, device));
    }

    /** As {@link Kith#confirmCode(Verification, String, String, Newcomer)}. */
    public SignIn confirmCode(Verification verification, String code, String device, Newcomer newcomer) {
        return waiting.answer(kith.confirmCode(verification, code, device, newcomer));
    }

    /** As {@link Kith#signOut()}. */
    public void signOut() {
        waiting.answer(kith.signOut());
    }

    /** As {@link Kith#requestNumber(String, String)}. */
    public Verification requestNumber(String phone, @Nullable String region) {
        return waiting.answer(kith.requestNumber(phone, region));
    }

    /** As {@link Kith#confirmNumber(Verification, String)}. */
    public String confirmNumber(Verification verification, String code) {
        return waiting.answer(kith.confirmNumber(verification, code));
    }

    /** As {@link Kith#exportAccount()}. */
    public String exportAccount() {
        return waiting.answer(kith.exportAccount());
    }

    /** As {@link Kith#deleteAccount(String)}. */
    public void deleteAccount(String address) {
        waiting.answer(kith.deleteAccount(address));
    }

    /** As {@link Kith#requestTraces(String, String, String)}. */
    public Verification requestTraces(String app, String phone, @Nullable String region) {
        return waiting.answer(kith.requestTraces(app, phone, region));
    }

    /** As {@link Kith#confirmTraces(Verification, String)}. */
    public Traces confirmTraces(Verification verification, String code) {
        return waiting.answer(kith.confirmTraces(verification, code));
    }

    /** As {@link Kith#eraseTraces(Traces)}. */
    public Traces eraseTraces(Traces traces) {
        return waiting.answer(kith.eraseTraces(traces));
    }

    /** As {@link Kith#getDevices()}. */
    public List<OwnDevice> getDevices() {
        return waiting.answer(kith.getDevices());
    }

    /** As {@link Kith#signOutDevice(String)}. */
    public void signOutDevice(String id) {
        waiting.answer(kith.signOutDevice(id));
    }

    /** As {@link Kith#getVisible()}. */
    public boolean getVisible() {
        return waiting.answer(kith.getVisible());
    }

    /** As {@link Kith#setVisible(boolean)}. */
    public void setVisible(boolean on) {
        waiting.answer(kith.setVisible(on));
    }

    /** As {@link Kith#getDiscoverability()}. */
    public Discoverability getDiscoverability() {
        return waiting.answer(kith.getDiscoverability());
    }

    /** As {@link Kith#setDiscoverability(Discoverability)}. */
    public Discoverability setDiscoverability(Discoverability choice) {
        return waiting.answer(kith.setDiscoverability(choice));
    }

    /** As {@link Kith#getRelationships()}. */
    public List<Relationship> getRelationships() {
        return waiting.answer(kith.getRelationships());
    }

    /** As {@link Kith#getAutoContactSync()}. */
    public boolean getAutoContactSync() {
        return waiting.answer(kith.getAutoContactSync());
    }

    /** As {@link Kith#setAutoContactSync(boolean)}. */
    public void setAutoContactSync(boolean on) {
        waiting.answer(kith.setAutoContactSync(on));
    }

    /** As {@link Kith#sendMessage(MessageParams, int, String)}. */
    @CanIgnoreReturnValue
    public SentMessage sendMessage(MessageParams params, int id, String text) {
        return waiting.answer(kith.sendMessage(params, id, text));
    }

    /** As {@link Kith#sendMessage(MessageParams, int, byte[])}. */
    @CanIgnoreReturnValue
    public SentMessage sendMessage(MessageParams params, int id, byte[] data) {
        return waiting.answer(kith.sendMessage(params, id, data));
    }

    /** As {@link Kith#sendMessage(MessageParams, String)}. */
    @CanIgnoreReturnValue
    public SentMessage sendMessage(MessageParams params, String text) {
        return waiting.answer(kith.sendMessage(params, text));
    }

    /** As {@link Kith#sendMessage(MessageParams, byte[])}. */
    @CanIgnoreReturnValue
    public SentMessage sendMessage(MessageParams params, byte[] data) {
        return waiting.answer(kith.sendMessage(params, data));
    }

    /** As {@link Kith#sendFile(MessageParams, Path)}, for as long as it takes. Interrupting the thread stops it. */
    @CanIgnoreReturnValue
    public SentMessage sendFile(MessageParams params, Path file) {
        return waiting.asLongAsItTakes(kith.sendFile(params, file));
    }

    /** As {@link Kith#sendFile(MessageParams, int, Path)}, for as long as it takes. Interrupting the thread stops it. */
    @CanIgnoreReturnValue
    public SentMessage sendFile(MessageParams params, int id, Path file) {
        return waiting.asLongAsItTakes(kith.sendFile(params, id, file));
    }

    /** As {@link Kith#sendGroupFile}, for as long as it takes. Interrupting the thread stops it. */
    @CanIgnoreReturnValue
    public SentMessage sendGroupFile(long group, MessageParams params, Path file) {
        return waiting.asLongAsItTakes(kith.sendGroupFile(group, params, file));
    }

    /** As {@link Kith#forwardMessage(MessageParams, long)}. */
    @CanIgnoreReturnValue
    public SentMessage forwardMessage(MessageParams params, long messageId) {
        return waiting.answer(kith.forwardMessage(params, messageId));
    }

    /** As {@link Kith#forwardMessage(MessageParams, int, long)}. */
    @CanIgnoreReturnValue
    public SentMessage forwardMessage(MessageParams params, int id, long messageId) {
        return waiting.answer(kith.forwardMessage(params, id, messageId));
    }

    /** As {@link Kith#sendLocation(MessageParams, Location)}. */
    @CanIgnoreReturnValue
    public SentMessage sendLocation(MessageParams params, Location location) {
        return waiting.answer(kith.sendLocation(params, location));
    }

    /** As {@link Kith#sendLocation(MessageParams, int, Location)}. */
    @CanIgnoreReturnValue
    public SentMessage sendLocation(MessageParams params, int id, Location location) {
        return waiting.answer(kith.sendLocation(params, id, location));
    }

    /** As {@link Kith#sendGroupLocation(long, MessageParams, Location)}. */
    @CanIgnoreReturnValue
    public SentMessage sendGroupLocation(long group, MessageParams params, Location location) {
        return waiting.answer(kith.sendGroupLocation(group, params, location));
    }

    /** As {@link Kith#sendGroupMessage(long, MessageParams, int, String)}. */
    @CanIgnoreReturnValue
    public SentMessage sendGroupMessage(long group, MessageParams params, int id, String text) {
        return waiting.answer(kith.sendGroupMessage(group, params, id, text));
    }

    /** As {@link Kith#editMessage(long, String)}. */
    public void editMessage(long messageId, String text) {
        waiting.answer(kith.editMessage(messageId, text));
    }

    /** As {@link Kith#editMessage(long, byte[])}. */
    public void editMessage(long messageId, byte[] data) {
        waiting.answer(kith.editMessage(messageId, data));
    }

    /** As {@link Kith#deleteMessage(long, boolean)}. */
    public void deleteMessage(long messageId, boolean everywhere) {
        waiting.answer(kith.deleteMessage(messageId, everywhere));
    }

    /** As {@link Kith#cancelMessage(long)}. */
    public void cancelMessage(long messageId) {
        waiting.answer(kith.cancelMessage(messageId));
    }

    /** As {@link Kith#react(long, String)}. */
    public void react(long messageId, String reaction) {
        waiting.answer(kith.react(messageId, reaction));
    }

    /** As {@link Kith#sendActivity(String, String)}. */
    public void sendActivity(String peer, String kind) {
        waiting.answer(kith.sendActivity(peer, kind));
    }

    /** As {@link Kith#sendGroupMessage(long, MessageParams, String)}. */
    @CanIgnoreReturnValue
    public SentMessage sendGroupMessage(long group, MessageParams params, String text) {
        return waiting.answer(kith.sendGroupMessage(group, params, text));
    }

    /** As {@link Kith#sendGroupMessage(long, MessageParams, byte[])}. */
    @CanIgnoreReturnValue
    public SentMessage sendGroupMessage(long group, MessageParams params, byte[] data) {
        return waiting.answer(kith.sendGroupMessage(group, params, data));
    }

    /** As {@link Kith#markRead(Collection)}. */
    public void markRead(Collection<Long> messageIds) {
        waiting.answer(kith.markRead(messageIds));
    }

    /** As {@link Kith#markRead(long)}. */
    public void markRead(long messageId) {
        waiting.answer(kith.markRead(messageId));
    }

    /** As {@link Kith#fetchProfile(String)}. */
    public Profile fetchProfile(String address) {
        return waiting.answer(kith.fetchProfile(address));
    }

    /** As {@link Kith#getSelfProfile()}. */
    public SelfProfile getSelfProfile() {
        return waiting.answer(kith.getSelfProfile());
    }

    /** As {@link Kith#viewSelfProfileAs(String)}. */
    public ProfileView viewSelfProfileAs(String address) {
        return waiting.answer(kith.viewSelfProfileAs(address));
    }

    /** As {@link Kith#setSelfProfile(SelfProfile)}. */
    public SelfProfile setSelfProfile(SelfProfile changed) {
        return waiting.answer(kith.setSelfProfile(changed));
    }

    /** As {@link Kith#watchPresence(Collection)}. */
    @CanIgnoreReturnValue
    public WatchedPresence watchPresence(Collection<String> addresses) {
        return waiting.answer(kith.watchPresence(addresses));
    }

    /** As {@link Profile#save()} of this profile. */
    public void save(Profile changed) {
        waiting.answer(changed.save());
    }

    /** {@link Kith#registry()}. */
    public BlockingRegistry registry() {
        return new BlockingRegistry(kith.registry(), waiting);
    }

    /** {@link Kith#messages()}. */
    public BlockingMessages messages() {
        return new BlockingMessages(kith.messages(), waiting);
    }

    /** {@link Kith#history()}. */
    public BlockingHistory history() {
        return new BlockingHistory(kith.history(), waiting);
    }

    /** {@link Kith#contactSynchronizer()}. */
    public BlockingContacts contactSynchronizer() {
        return new BlockingContacts(kith.contactSynchronizer(), waiting);
    }

    /** {@link Kith#groups()}. */
    public BlockingGroups groups() {
        return new BlockingGroups(kith.groups(), waiting);
    }

    /** {@link Kith#pictures()}. */
    public BlockingPictures pictures() {
        return new BlockingPictures(kith.pictures(), waiting);
    }

    /** {@link Kith#files()}. */
    public BlockingFiles files() {
        return new BlockingFiles(kith.files(), waiting);
    }

    /** {@link Kith#requests()}. */
    public BlockingRequests requests() {
        return new BlockingRequests(kith.requests(), waiting);
    }

    /** {@link Kith#calls()}. */
    public BlockingCalls calls() {
        return new BlockingCalls(kith.calls(), waiting);
    }
}
