package dev.kith.contacts.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import org.jspecify.annotations.Nullable;

/// What an entry of a phone book is: an address in its one canonical form, or refused with a reason.
///
/// Beyond the rules of [Addresses] it tells apart what phone books are full of: short codes (112, *100#), which reach
/// somebody else wherever they are dialled.
public sealed interface ReadAddress {
    /// Can be stored and matched.
    record Canonical(String address) implements ReadAddress {}

    /// Cannot be.
    ///
    /// @param reason a stable slug
    record Rejected(String reason) implements ReadAddress {}

    /// Reads an entry as it was written.
    ///
    /// @param region of national numbers, ISO 3166 alpha-2; null: only international ones can be read
    static ReadAddress of(@Nullable String given, @Nullable String region) {
        if (given == null) {
            return new Rejected(Address.Fault.EMPTY.slug());
        }
        return switch (Addresses.canonical(given, region)) {
            case Address.Telephone number -> new Canonical(number.canonical());
            case Address.Opaque opaque ->
                opaque.canonical().codePoints().anyMatch(Character::isLetterOrDigit)
                        ? new Canonical(opaque.canonical())
                        : new Rejected("not-an-address");
            case Address.Invalid invalid ->
                new Rejected(
                        ShortCode.is(given, region)
                                ? "short-code"
                                : invalid.fault().slug());
        };
    }

    /// The region whose numbers a user with this address writes in the national way; null if it is no number.
    static @Nullable String regionOf(String address) {
        try {
            var numbers = PhoneNumberUtil.getInstance();
            return address.startsWith("+") ? numbers.getRegionCodeForNumber(numbers.parse(address, null)) : null;
        } catch (NumberParseException noNumber) {
            return null;
        }
    }
}
