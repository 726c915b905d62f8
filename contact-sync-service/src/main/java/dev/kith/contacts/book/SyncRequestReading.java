package dev.kith.contacts.book;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.Levels;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.problem.ProblemException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns a request into an act, or refuses it as a whole. Single entries that cannot be read are no reason to
/// refuse: they come back in the answer.
public final class SyncRequestReading {
    /// Entries of one call, added and removed together.
    public static final int MOST_ENTRIES = 10_000;

    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{16}");

    private SyncRequestReading() {}

    public static SyncAct read(@Nullable SyncRequest request) {
        if (request == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A JSON object is needed.");
        }
        List<@Nullable String> add = Objects.requireNonNullElse(request.add(), List.of());
        List<@Nullable String> remove = Objects.requireNonNullElse(request.remove(), List.of());
        if (add.size() + remove.size() > MOST_ENTRIES) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "At most 10,000 entries a call; send the rest in another.");
        }
        return new SyncAct(
                region(request.region()),
                request.base() == null ? OptionalLong.empty() : OptionalLong.of(request.base()),
                mode(request.mode(), add.isEmpty()),
                levels(request.levels()),
                request.subscribe() == null || request.subscribe(),
                add,
                remove.stream().map(SyncRequestReading::present).toList(),
                checksum(request.checksum()));
    }

    private static @Nullable String region(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var region = given.toUpperCase(Locale.ROOT);
        if (!Addresses.isRegion(region)) {
            throw invalid("region is an ISO 3166 code of two letters that has telephones.");
        }
        return region;
    }

    private static SyncAct.Mode mode(@Nullable String given, boolean namesNobody) {
        return switch (given) {
            case "replace" -> SyncAct.Mode.REPLACE;
            case "merge" -> SyncAct.Mode.MERGE;
            case null -> {
                if (namesNobody) {
                    yield SyncAct.Mode.MERGE;
                }
                throw invalid("mode is needed: replace or merge.");
            }
            default -> throw invalid("mode is replace or merge.");
        };
    }

    private static int levels(@Nullable List<Integer> given) {
        if (given == null) {
            return Levels.USUAL_GRANT;
        }
        for (@Nullable Integer level : given) {
            if (level == null || level < Levels.LOWEST_GRANT || level > Levels.HIGHEST) {
                throw invalid("levels are whole numbers from 1 to 31.");
            }
        }
        return Levels.mask(given);
    }

    private static String present(@Nullable String given) {
        if (given == null) {
            throw invalid("remove takes addresses and tags.");
        }
        return given;
    }

    private static OptionalLong checksum(@Nullable String given) {
        if (given == null) {
            return OptionalLong.empty();
        }
        if (!CHECKSUM.matcher(given).matches()) {
            throw invalid("checksum is 16 hexadecimal digits in small letters.");
        }
        return OptionalLong.of(HexFormat.fromHexDigitsToLong(given));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ErrorCode.INVALID_VALUE, detail);
    }
}
