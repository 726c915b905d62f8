package dev.kith.auth.user;

import dev.kith.auth.app.FindableBy;
import dev.kith.auth.text.Given;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Who comes, if the address is nobody's yet.
///
/// @param address canonical
/// @param name for the first profile; null: none
/// @param discoverability null: the app's default
public record Newcomer(
        String address, @Nullable String name, @Nullable FindableBy discoverability) {

    private static final int LONGEST_NAME = 128;

    /// The name in the form in which it is stored.
    public static @Nullable String name(@Nullable String given) {
        return given == null ? null : Given.line("name", given, LONGEST_NAME);
    }

    /// The canonical text of an address.
    ///
    /// @throws ProblemException `invalid-number` or `invalid-value`, with the reason
    public static String canonical(String field, Address address) {
        return switch (address) {
            case Address.Telephone number -> number.canonical();
            case Address.Opaque opaque -> opaque.canonical();
            case Address.Invalid invalid ->
                throw new ProblemException(
                        invalid.fault().ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE,
                        field + ": " + invalid.fault().detail());
        };
    }
}
