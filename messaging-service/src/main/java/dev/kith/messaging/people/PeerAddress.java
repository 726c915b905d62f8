package dev.kith.messaging.people;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// The address of somebody as a call gives it.
public final class PeerAddress {
    private static final @Nullable String NO_REGION = null;

    private PeerAddress() {}

    /// The one spelling under which the user is known.
    ///
    /// @throws ProblemException `invalid-number` or `invalid-value` for what is no whole address
    public static String canonical(String address) {
        return switch (Addresses.canonical(address, NO_REGION)) {
            case Address.Telephone number -> number.canonical();
            case Address.Opaque name -> name.canonical();
            case Address.Invalid invalid ->
                throw new ProblemException(
                        invalid.fault().ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE,
                        invalid.fault().detail());
        };
    }
}
