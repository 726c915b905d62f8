package dev.kith.messaging.request;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.RequestAnswered;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.delivery.Delivery;
import dev.kith.messaging.delivery.Parcel;
import dev.kith.messaging.people.StandingNews;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lets somebody in who has asked, or not. It counts from their next message on, on every node, and can be changed.
@ApplicationScoped
class AnswerRequest {
    private final MessageRequests requests;
    private final StandingNews standings;
    private final Delivery delivery;

    AnswerRequest(MessageRequests requests, StandingNews standings, Delivery delivery) {
        this.requests = requests;
        this.standings = standings;
        this.delivery = delivery;
    }

    /// Fails with `not-found` if nobody of this address has asked.
    Uni<Void> answer(Caller caller, String address, Answer answer) {
        return requests.answer(caller.uid(), answer, caller.app(), address).flatMap(asking -> {
            long peer = asking.orElseThrow(
                    () -> new ProblemException(ErrorCode.NOT_FOUND, "Nobody of this address has asked."));
            return standings.tellOf(caller.uid(), peer).invoke(() -> tell(caller, address, answer));
        });
    }

    private void tell(Caller caller, String address, Answer answer) {
        var frame = ServerFrame.newBuilder()
                .setRequestAnswered(
                        RequestAnswered.newBuilder().setAddress(address).setAnswer(answer.told()))
                .build();
        delivery.deliver(List.of(new Parcel(caller.uid(), frame)));
    }
}
