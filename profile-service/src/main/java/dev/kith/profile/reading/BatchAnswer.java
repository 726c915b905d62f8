package dev.kith.profile.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.ErrorCode;
import dev.kith.profile.finding.Finding;
import dev.kith.profile.viewing.View;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One result for each person asked for, in their order.
record BatchAnswer(List<Result> results) {
    static BatchAnswer of(List<Finding> findings) {
        return new BatchAnswer(IntStream.range(0, findings.size())
                .mapToObj(index -> result(index, findings.get(index)))
                .toList());
    }

    /// Either a profile or the code of a refusal.
    ///
    /// @param index position in the request
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            @Nullable String address,
            @Nullable Long uid,
            @Nullable Long version,
            @Nullable Map<String, JsonNode> fields,
            @Nullable String code,
            @Nullable String detail) {}

    private static Result result(int index, Finding finding) {
        return switch (finding) {
            case Finding.Found found
            when found.view().mine().blocked() -> refused(index, ErrorCode.BLOCKED, ErrorCode.BLOCKED.title());
            case Finding.Found found -> profile(index, found.view());
            case Finding.Refused refused ->
                refused(index, refused.problem().code(), refused.problem().detail());
        };
    }

    private static Result profile(int index, View view) {
        var seen = SeenProfile.of(view);
        return new Result(index, seen.address(), seen.uid(), seen.version(), seen.fields(), null, null);
    }

    private static Result refused(int index, ErrorCode code, String detail) {
        return new Result(index, null, null, null, null, code.slug(), detail);
    }
}
