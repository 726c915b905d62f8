package dev.kith.kit.address;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers that a numbering plan has moved: phone books keep the old form for years, so both have to lead to the same
/// subscriber.
///
/// The table is `renumbered.table`, each line with its source. It is followed before libphonenumber is asked whether
/// a number is valid, which an old form no longer is, or, in a few countries, still is beside the new one.
final class RenumberedNumbers {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Map<Integer, List<Move>> BY_COUNTRY_CODE = read();

    private RenumberedNumbers() {}

    /// One line of the table.
    ///
    /// @param before the whole old national number
    /// @param today in E.164, with references to the groups of `before`
    record Move(int countryCode, String since, Pattern before, String today, String source) {
        static Move of(String line) {
            var columns = line.split(";", 5);
            if (columns.length != 5) {
                throw new IllegalStateException("not a line of renumbered.table: " + line);
            }
            var code = columns[0].strip();
            var today = columns[3].strip();
            return new Move(
                    Integer.parseInt(code),
                    columns[1].strip(),
                    Pattern.compile(columns[2].strip()),
                    today.startsWith("+") ? today : "+" + code + today,
                    columns[4].strip());
        }

        private Optional<PhoneNumber> moved(String national) {
            var old = before.matcher(national);
            return old.matches() ? valid(old.replaceFirst(today)) : Optional.empty();
        }

        private static Optional<PhoneNumber> valid(String e164) {
            try {
                var number = NUMBERS.parse(e164, null);
                return NUMBERS.isValidNumber(number) ? Optional.of(number) : Optional.empty();
            } catch (NumberParseException none) {
                return Optional.empty();
            }
        }
    }

    /// What a number is today, if it has moved.
    static Optional<PhoneNumber> today(PhoneNumber number) {
        var moves = BY_COUNTRY_CODE.get(number.getCountryCode());
        if (moves == null) {
            return Optional.empty();
        }
        var national = NUMBERS.getNationalSignificantNumber(number);
        return moves.stream().flatMap(move -> move.moved(national).stream()).findFirst();
    }

    static List<Move> all() {
        return BY_COUNTRY_CODE.values().stream().flatMap(List::stream).toList();
    }

    private static Map<Integer, List<Move>> read() {
        try (var table = Objects.requireNonNull(RenumberedNumbers.class.getResourceAsStream("renumbered.table"))) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Move::of)
                    .collect(groupingBy(Move::countryCode));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
