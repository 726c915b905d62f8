package dev.kith.messaging.change;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.socket.Cancel;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.React;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.groupinbox.GroupDoor;
import dev.kith.messaging.inbox.Copies;
import dev.kith.messaging.inbox.Copy;
import dev.kith.messaging.log.InboxLog;
import dev.kith.messaging.people.Peer;
import dev.kith.messaging.people.People;
import dev.kith.messaging.rules.AppRules;
import dev.kith.messaging.rules.AppRules.Rules;
import dev.kith.messaging.send.Sender;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Changes a message on all devices of those who have it.
///
/// Only what is in the user's own inbox can be changed, and only by its sender where it is more than a reaction: every
/// other id answers as one that nobody ever gave. A message of a group is changed by those who are in it, and deleted
/// by its admins too; the group's writer has the last word. A change is done when the log has it for both sides,
/// and saying it again does nothing more; so a device that saw no answer repeats it.
@ApplicationScoped
public class ChangeMessage {
    private static final int LONGEST_REACTION = 32;

    private final Copies copies;
    private final People people;
    private final AppRules rules;
    private final GroupDoor groups;
    private final InboxLog log;
    private final Clock clock;
    private final ChangeSettings settings;
    private final RateLimit rate;

    ChangeMessage(
            Copies copies,
            People people,
            AppRules rules,
            GroupDoor groups,
            InboxLog log,
            Clock clock,
            ChangeSettings settings) {
        this.copies = copies;
        this.people = people;
        this.rules = rules;
        this.groups = groups;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.rate = new RateLimit("changes of messages", settings.rate(), settings.rateWindow());
    }

    /// Gives one's own message another body.
    ///
    /// @param mostBodyBytes as of a message
    public Future<Void> edit(Sender sender, Edit edit, int mostBodyBytes) {
        take(sender);
        var body = body(edit, mostBodyBytes);
        return copies.find(sender.caller().uid(), edit.getId())
                .map(found -> found.filter(copy -> copy.sent() && copy.isChangeable() && !copy.deleted())
                        .orElseThrow(ChangeMessage::notFound))
                .compose(copy -> inTime(sender, copy, Rules::editWithin, settings.editWithin()))
                .compose(copy -> copy.isOfTwo()
                        ? reachable(sender, copy)
                        : maySend(sender, copy).map(Reached::byAll))
                .compose(reached ->
                        tell(sender, reached, changed(sender, reached.copy()).setEdit(body)));
    }

    /// Sets what the user feels about a message.
    public Future<Void> react(Sender sender, React react) {
        take(sender);
        checkRevision(react.getRevision());
        var value = react.getValue();
        if (value.codePointCount(0, value.length()) > LONGEST_REACTION || value.indexOf('\0') >= 0) {
            throw invalid("A reaction has at most " + LONGEST_REACTION + " characters, and not U+0000.");
        }
        return copies.find(sender.caller().uid(), react.getId())
                .map(found -> found.filter(copy -> copy.isChangeable() && !copy.deleted())
                        .orElseThrow(ChangeMessage::notFound))
                .compose(copy -> copy.isOfTwo()
                        ? reachable(sender, copy)
                        : mayReact(sender, copy).map(Reached::byAll))
                .compose(reached -> tell(
                        sender,
                        reached,
                        changed(sender, reached.copy())
                                .setReaction(MessageReaction.newBuilder()
                                        .setBy(sender.caller().uid())
                                        .setAddress(sender.address())
                                        .setValue(value)
                                        .setRevision(react.getRevision())
                                        .setAt(clock.millis()))));
    }

    /// Deletes a message from the user's own inbox, or from everywhere. One that is deleted already is deleted
    /// again: the other side may not have heard of it.
    public Future<Void> delete(Sender sender, Delete delete) {
        take(sender);
        if (!delete.getEverywhere()) {
            return copies.find(sender.caller().uid(), delete.getId())
                    .map(copy -> copy.orElseThrow(ChangeMessage::notFound))
                    .compose(copy -> log.append(List.of(record(
                            sender, sender.caller().uid(), changed(sender, copy).setDeletion(Deletion.FOR_ME_VALUE)))));
        }
        return copies.find(sender.caller().uid(), delete.getId())
                .map(found -> found.filter(copy -> copy.isOfTwo() ? copy.sent() : copy.isChangeable())
                        .orElseThrow(ChangeMessage::notFound))
                .compose(copy -> copy.isOfTwo()
                        ? recallable(sender, copy).compose(own -> standing(sender, own))
                        : mayDelete(sender, copy).map(Reached::byAll))
                .compose(reached -> tell(
                        sender, reached, changed(sender, reached.copy()).setDeletion(Deletion.FOR_EVERYONE_VALUE)));
    }

    /// Has the writer of the recipient's inbox end one's own message, if no device has it by then.
    public Future<Void> cancel(Sender sender, Cancel cancel) {
        take(sender);
        return copies.find(sender.caller().uid(), cancel.getId())
                .map(found -> found.filter(copy -> copy.sent() && copy.isOfTwo() && !copy.deleted())
                        .orElseThrow(ChangeMessage::notFound))
                .compose(copy -> isHeld(sender, copy)
                        .compose(held -> held
                                ? Future.failedFuture(new ProblemException(
                                        ErrorCode.TOO_LATE, "A device of the recipient has the message."))
                                : log.append(List.of(record(
                                        sender,
                                        copy.peer(),
                                        changed(sender, copy).setDeletion(Deletion.CANCELLED_VALUE))))));
    }

    /// Of a request it is not told whether anybody has it.
    private Future<Boolean> isHeld(Sender sender, Copy copy) {
        return peer(sender, copy)
                .compose(peer -> peer.asks()
                        ? Future.succeededFuture(true)
                        : copies.isHeld(copy.peer(), copy.message().getId()));
    }

    private void take(Sender sender) {
        rate.take(Long.toString(sender.caller().uid()));
    }

    private Future<Copy> inTime(Sender sender, Copy copy, Function<Rules, Optional<Duration>> of, Duration usual) {
        return rules.of(sender.caller().app())
                .map(app -> notLaterThan(copy, of.apply(app).orElse(usual)));
    }

    private Copy notLaterThan(Copy copy, Duration within) {
        if (within.isZero() || copy.message().getAcceptedAt() + within.toMillis() < clock.millis()) {
            throw new ProblemException(ErrorCode.TOO_LATE, "The message is older than " + within + ".");
        }
        return copy;
    }

    /// @param heard the other side is told of changes
    private record Reached(Copy copy, boolean heard) {
        static Reached byAll(Copy copy) {
            return new Reached(copy, true);
        }

        /// Who was declined is not heard, and does not notice.
        static Reached by(Peer peer, Copy copy) {
            return new Reached(copy, !(peer.asks() && peer.declined()));
        }
    }

    /// What one may no longer write to somebody, one may not write into an old message either.
    private Future<Reached> reachable(Sender sender, Copy copy) {
        return peer(sender, copy).map(peer -> {
            check(peer);
            return Reached.by(peer, copy);
        });
    }

    private Future<Reached> standing(Sender sender, Copy copy) {
        return peer(sender, copy).map(peer -> Reached.by(peer, copy));
    }

    private Future<Peer> peer(Sender sender, Copy copy) {
        return people.of(copy.peer(), copy.peerAddress(), sender.caller().uid());
    }

    private static void check(Peer peer) {
        if (peer.blockedByMe()) {
            throw new ProblemException(ErrorCode.BLOCKED, "You have blocked this user.");
        }
        if (peer.forbidden()) {
            throw new ProblemException(ErrorCode.NOT_ALLOWED, "The app does not let you write to this user.");
        }
        if (peer.refusesMe()) {
            throw ProblemException.unreachable();
        }
    }

    private Future<Copy> recallable(Sender sender, Copy copy) {
        return copy.deleted()
                ? Future.succeededFuture(copy)
                : inTime(sender, copy, Rules::recallWithin, settings.recallWithin());
    }

    private Future<Copy> maySend(Sender sender, Copy copy) {
        return groups.check(sender.caller(), copy.group()).map(copy);
    }

    /// All members see who reacts.
    private Future<Copy> mayReact(Sender sender, Copy copy) {
        return groups.standing(sender.caller(), copy.group())
                .compose(standing -> standing.shown()
                        ? Future.succeededFuture(copy)
                        : Future.failedFuture(new ProblemException(
                                ErrorCode.ROLE_NEEDED, "Your role does not let you show yourself in this group.")));
    }

    /// An admin deletes whatever was said, whenever it was.
    private Future<Copy> mayDelete(Sender sender, Copy copy) {
        return groups.standing(sender.caller(), copy.group()).compose(standing -> {
            if (standing.role() >= GroupRole.ADMIN_VALUE) {
                return Future.succeededFuture(copy);
            }
            return copy.sent()
                    ? recallable(sender, copy)
                    : Future.failedFuture(new ProblemException(
                            ErrorCode.ROLE_NEEDED,
                            "This takes the role admin in the group; the message is not yours."));
        });
    }

    private Future<Void> tell(Sender sender, Reached reached, ChangedMessage.Builder changed) {
        var copy = reached.copy();
        if (!copy.isOfTwo()) {
            return log.append(GroupRecord.newBuilder()
                    .setGroup(copy.group())
                    .setApp(sender.caller().app())
                    .setChanged(changed)
                    .build());
        }
        var own = record(sender, sender.caller().uid(), changed);
        return log.append(reached.heard() ? List.of(own, record(sender, copy.peer(), changed)) : List.of(own));
    }

    private ChangedMessage.Builder changed(Sender sender, Copy copy) {
        return ChangedMessage.newBuilder()
                .setId(copy.message().getId())
                .setBy(sender.caller().uid())
                .setByAddress(sender.address())
                .setAt(clock.millis())
                .setContentHash(copy.contentHash())
                .setAcceptedAt(copy.message().getAcceptedAt());
    }

    private static InboxRecord record(Sender sender, long owner, ChangedMessage.Builder changed) {
        return InboxRecord.newBuilder()
                .setOwner(owner)
                .setApp(sender.caller().app())
                .setChanged(changed)
                .build();
    }

    private static MessageEdit.Builder body(Edit edit, int mostBodyBytes) {
        checkRevision(edit.getRevision());
        var body = MessageEdit.newBuilder().setRevision(edit.getRevision());
        int size = edit.hasText() ? edit.getTextBytes().size() : edit.getData().size();
        if (size > mostBodyBytes) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "The body is larger than " + mostBodyBytes + " bytes.");
        }
        return switch (edit.getBodyCase()) {
            case TEXT -> {
                if (edit.getText().indexOf('\0') >= 0) {
                    throw invalid("text may not have the character U+0000; send it as data.");
                }
                yield body.setTextBytes(edit.getTextBytes());
            }
            case DATA -> body.setData(edit.getData());
            case BODY_NOT_SET -> throw invalid("An edit needs a body; to have none is to be deleted.");
        };
    }

    private static void checkRevision(long revision) {
        if (revision <= 0) {
            throw invalid("revision is not above 0.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }

    private static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such message, or it is not yours to change.");
    }
}
