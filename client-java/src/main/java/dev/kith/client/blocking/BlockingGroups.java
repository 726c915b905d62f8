package dev.kith.client.blocking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.kith.client.Group;
import dev.kith.client.GroupAddition;
import dev.kith.client.GroupInvitation;
import dev.kith.client.GroupMember;
import dev.kith.client.GroupProfile;
import dev.kith.client.GroupRole;
import dev.kith.client.Groups;
import dev.kith.client.MessageReceipts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Groups}, of a thread that waits. */
public final class BlockingGroups {
    private final Groups groups;
    private final Waiting waiting;

    BlockingGroups(Groups groups, Waiting waiting) {
        this.groups = groups;
        this.waiting = waiting;
    }

    /** As {@link Groups#create(String)}. */
    @CanIgnoreReturnValue
    public Group create(String kind) {
        return waiting.answer(groups.create(kind));
    }

    /** As {@link Groups#list()}. */
    public List<Group> list() {
        return waiting.answer(groups.list());
    }

    /** As {@link Groups#get(long)}. */
    public Group get(long group) {
        return waiting.answer(groups.get(group));
    }

    /** As {@link Groups#delete(long)}. */
    public void delete(long group) {
        waiting.answer(groups.delete(group));
    }

    /** As {@link Groups#setPermissions(long, Map)}. */
    @CanIgnoreReturnValue
    public Group setPermissions(long group, Map<String, GroupRole> permissions) {
        return waiting.answer(groups.setPermissions(group, permissions));
    }

    /** As {@link Groups#members(long)}. */
    public List<GroupMember> members(long group) {
        return waiting.answer(groups.members(group));
    }

    /** As {@link Groups#add(long, Collection)}. */
    @CanIgnoreReturnValue
    public GroupAddition add(long group, Collection<String> addresses) {
        return waiting.answer(groups.add(group, addresses));
    }

    /** As {@link Groups#remove(long, String)}. */
    public void remove(long group, String address) {
        waiting.answer(groups.remove(group, address));
    }

    /** As {@link Groups#leave(long)}. */
    public void leave(long group) {
        waiting.answer(groups.leave(group));
    }

    /** As {@link Groups#setRole(long, String, GroupRole)}. */
    public void setRole(long group, String address, GroupRole role) {
        waiting.answer(groups.setRole(group, address, role));
    }

    /** As {@link Groups#setMuted(long, boolean)}. */
    public void setMuted(long group, boolean muted) {
        waiting.answer(groups.setMuted(group, muted));
    }

    /** As {@link Groups#invite(long, Duration, int)}. */
    public GroupInvitation invite(long group, Duration life, int uses) {
        return waiting.answer(groups.invite(group, life, uses));
    }

    /** As {@link Groups#invitations(long)}. */
    public List<GroupInvitation> invitations(long group) {
        return waiting.answer(groups.invitations(group));
    }

    /** As {@link Groups#revoke(long, String)}. */
    public void revoke(long group, String invitation) {
        waiting.answer(groups.revoke(group, invitation));
    }

    /** As {@link Groups#receipts(long, long)}. */
    public MessageReceipts receipts(long group, long message) {
        return waiting.answer(groups.receipts(group, message));
    }

    /** As {@link Groups#join(String)}. */
    @CanIgnoreReturnValue
    public Group join(String token) {
        return waiting.answer(groups.join(token));
    }

    /** As {@link Groups#profile(long)}. */
    public GroupProfile profile(long group) {
        return waiting.answer(groups.profile(group));
    }

    /** As {@link Groups#setProfile(long, Map)}. */
    @CanIgnoreReturnValue
    public GroupProfile setProfile(long group, Map<String, @Nullable String> fields) {
        return waiting.answer(groups.setProfile(group, fields));
    }
}
