package dev.kith.messaging.activity;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Activity;
import dev.kith.contracts.socket.ActivityFrom;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.send.Recipients;
import dev.kith.messaging.send.Sender;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Tells another user what this one is doing, such as typing, if they are online. Whoever may be written to may
/// be told, and nobody else; whether they were told is not told.
@ApplicationScoped
public class TellActivity {
    private static final int LONGEST_KIND = 32;
    private static final int MOST_DATA_BYTES = 1024;

    private final Recipients recipients;
    private final Delivery delivery;
    private final Clock clock;
    private final RateLimit rate = new RateLimit("activities", 100, Duration.ofSeconds(10));

    TellActivity(Recipients recipients, Delivery delivery, Clock clock) {
        this.recipients = recipients;
        this.delivery = delivery;
        this.clock = clock;
    }

    public Future<Void> tell(Sender sender, Activity activity) {
        rate.take(Long.toString(sender.caller().uid()));
        check(activity);
        return recipients.find(sender.caller(), activity.getTo()).map(peer -> {
            if (peer.asks()) {
                return null; // who is not let in is not seen to type
            }
            var frame = ServerFrame.newBuilder()
                    .setActivityFrom(ActivityFrom.newBuilder()
                            .setFrom(sender.address())
                            .setKind(activity.getKind())
                            .setData(activity.getData())
                            .setAt(clock.millis()))
                    .build();
            delivery.deliver(List.of(new Parcel(peer.uid(), frame)));
            return null;
        });
    }

    private static void check(Activity activity) {
        var kind = activity.getKind();
        if (kind.isEmpty() || kind.codePointCount(0, kind.length()) > LONGEST_KIND) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "kind is 1 to " + LONGEST_KIND + " characters.");
        }
        if (activity.getData().size() > MOST_DATA_BYTES) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "data is more than " + MOST_DATA_BYTES + " bytes.");
        }
    }
}
