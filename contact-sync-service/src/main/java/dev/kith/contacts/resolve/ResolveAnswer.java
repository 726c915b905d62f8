package dev.kith.contacts.resolve;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One result for each address, in their order.
public record ResolveAnswer(List<Result> results) {

    /// Either a canonical address and its uid, or a code: `unreachable`, `invalid-number` or `quota`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            int index,
            @Nullable String address,
            @Nullable Long uid,
            @Nullable String code,
            @Nullable String detail) {

        static Result found(int index, String address, long uid) {
            return new Result(index, address, uid, null, null);
        }

        static Result refused(int index, ErrorCode code, String detail) {
            return new Result(index, null, null, code.slug(), detail);
        }
    }
}
