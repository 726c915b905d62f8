package dev.kith.presence.watch;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.text.Characters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom to watch: addresses in any spelling. None: nobody any more.
record WatchRequest(@Nullable List<@Nullable String> addresses) {
    /// Room for spaces and marks in a number; a longer text is no address.
    private static final int LONGEST = 256;

    /// The addresses, if they can be ones.
    ///
    /// @throws ProblemException `invalid-value`
    static List<String> checked(@Nullable WatchRequest request, int most) {
        if (request == null || request.addresses() == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Send {\"addresses\": [...]}.");
        }
        if (request.addresses().size() > most) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "At most " + most + " addresses.");
        }
        var addresses = new ArrayList<String>();
        for (var address : request.addresses()) {
            if (address == null || address.isBlank() || address.length() > LONGEST || !Characters.areWhole(address)) {
                throw new ProblemException(
                        ErrorCode.INVALID_VALUE, "addresses[" + addresses.size() + "] cannot be an address.");
            }
            addresses.add(address);
        }
        return addresses;
    }
}
