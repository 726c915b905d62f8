package dev.kith.bench.groups;

import dev.kith.bench.device.Body;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contracts.socket.Message;
import java.util.List;

/// The people and the groups of a run.
///
/// @param members those who have a socket, by their place in the circle
/// @param away members of all groups who come when all is over
/// @param groups their ids
record Cast(Shape shape, List<Member> members, List<Member> away, List<Long> groups) {
    long group(int group) {
        return groups.get(group);
    }

    Member member(int user) {
        return members.get(user);
    }

    /// The message of this run that this is, whose number in its group is noted; else [Body#OF_ANOTHER_RUN], as for one
    /// that is not as it was sent.
    int numberOf(Message entry, GroupTraffic traffic) {
        int message = traffic.body.read(entry.getText());
        if (message == Body.OF_ANOTHER_RUN) {
            return message;
        }
        boolean sound = message >= 0
                && message < traffic.ledger.messages()
                && entry.getGroup() == group(shape.groupOf(message))
                && entry.getSender().equals(member(shape.senderOf(message)).address());
        if (!sound) {
            traffic.ledger.damaged();
            return Body.OF_ANOTHER_RUN;
        }
        traffic.ledger.numbered(message, entry.getGroupSeq());
        return message;
    }
}
