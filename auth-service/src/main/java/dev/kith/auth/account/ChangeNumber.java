package dev.kith.auth.account;

import dev.kith.auth.device.Devices;
import dev.kith.auth.user.MoveUser;
import dev.kith.auth.user.ReadUser;
import dev.kith.auth.verification.Proof;
import dev.kith.auth.verification.ProveNumber;
import dev.kith.auth.verification.Purpose;
import dev.kith.auth.verification.StartVerification;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Gives a user another number, which they prove to hold by a one-time code. Devices stay signed in, and the
/// uid stays, and with it all that others know by it.
///
/// A number that is another account's stays that account's: who holds the number can sign in to that account
/// with it, and end or move it.
@ApplicationScoped
class ChangeNumber {
    private final Devices devices;
    private final ReadUser readUser;
    private final StartVerification startVerification;
    private final ProveNumber proveNumber;
    private final MoveUser moveUser;
    private final Outbox outbox;

    ChangeNumber(
            Devices devices,
            ReadUser readUser,
            StartVerification startVerification,
            ProveNumber proveNumber,
            MoveUser moveUser,
            Outbox outbox) {
        this.devices = devices;
        this.readUser = readUser;
        this.startVerification = startVerification;
        this.proveNumber = proveNumber;
        this.moveUser = moveUser;
        this.outbox = outbox;
    }

    sealed interface Outcome {
        record Moved(String address) implements Outcome {}

        record Refused(Proof.Failed why) implements Outcome {}

        /// Told only to who has proven to hold the number.
        record Taken() implements Outcome {}
    }

    /// Sends a code to the new number; whether that is known makes no difference to the answer.
    Uni<StartVerification.Started> start(Caller caller, String phone, @Nullable String region, String client) {
        var of = new StartVerification.Of(caller.app(), Purpose.NUMBER, caller.uid());
        return devices.list(caller)
                .chain(() -> readUser.read(caller.app(), caller.uid()))
                .invoke(user -> refuseWithoutNumber(user.orElseThrow(Erased::problem)))
                .chain(() -> startVerification.start(new StartVerification.Wish(of, phone, region), client));
    }

    Uni<Outcome> finish(Caller caller, String verification, String code) {
        var claim = new ProveNumber.Claim(verification, code, Purpose.NUMBER, caller.uid());
        return Panache.withTransaction(() -> devices.list(caller)
                        .chain(() -> proveNumber.prove(claim))
                        .flatMap(proof -> outcome(caller, proof)))
                .onFailure(ConstraintViolationException.class)
                .recoverWithItem(new Outcome.Taken()) // by a sign-up at this very moment
                .invoke(outbox::committed);
    }

    /// An address that an app gave is not for its user to change.
    private static void refuseWithoutNumber(ReadUser.Account user) {
        if (!user.address().startsWith("+")) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN, "This account has no number; its address is given by the app.");
        }
    }

    private Uni<Outcome> outcome(Caller caller, Proof proof) {
        return switch (proof) {
            case Proof.Failed failed -> Uni.createFrom().item(new Outcome.Refused(failed));
            case Proof.Proven proven ->
                moveUser.move(caller.app(), caller.uid(), proven.number())
                        .map(moved -> outcome(moved, proven.number()));
        };
    }

    private static Outcome outcome(MoveUser.Outcome moved, String number) {
        return switch (moved) {
            case MOVED -> new Outcome.Moved(number);
            case TAKEN -> new Outcome.Taken();
            case GONE -> throw Erased.problem();
        };
    }
}
