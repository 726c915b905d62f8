package dev.kith.bench.chaos;

import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.contacts.number.AddressDigest;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// The people of one run, in an app of their own. Two runs have the same people, under other uids: what happened to
/// them is compared by their names.
final class Cast {
    static final int OWNERS = 24;
    static final int HOLDERS = 2_500;

    private static final int STRANGERS = 400;
    private static final long LOWEST_HOLDER = 1_500_000_000L;

    private final Tenant tenant;
    private final AddressDigest digests;
    private final List<Member> owners = new ArrayList<>();
    private final Map<Long, String> names = new HashMap<>();
    private final long firstHolder;

    private Cast(Tenant tenant, AddressDigest digests, long firstHolder) {
        this.tenant = tenant;
        this.digests = digests;
        this.firstHolder = firstHolder;
    }

    /// Opens an app and lets its people sign up.
    ///
    /// @param run number of the run, from 0
    static Cast assemble(LocalStack stack, Gateway gateway, String secret, int run) throws SQLException {
        var tenant = Tenant.open(gateway, stack.rootKey(), "chaos " + run);
        var cast =
                new Cast(tenant, new AddressDigest(secret, tenant.key().app()), LOWEST_HOLDER + (long) run * HOLDERS);
        for (int i = 0; i < OWNERS; i++) {
            var owner = tenant.member(number(i));
            cast.owners.add(owner);
            cast.names.put(owner.uid(), "owner " + i);
        }
        for (int i = 0; i < HOLDERS; i++) {
            cast.names.put(cast.firstHolder + i, "holder " + i);
        }
        cast.addHolders(stack);
        return cast;
    }

    String app() {
        return tenant.key().app();
    }

    List<Member> owners() {
        return owners;
    }

    /// The uid of whom everybody holds, who signs up with this call.
    long join() {
        long uid = tenant.create(popular());
        names.put(uid, "joiner");
        return uid;
    }

    /// Everybody else's number, strangers among them, and that of the one who is still to come.
    List<String> book(int owner) {
        var book = new ArrayList<String>();
        IntStream.range(0, OWNERS).filter(other -> other != owner).forEach(other -> book.add(number(other)));
        IntStream.range(0, STRANGERS).forEach(stranger -> book.add(number(1_000 + owner * STRANGERS + stranger)));
        book.add(popular());
        return book;
    }

    /// The same in every run.
    String name(long uid) {
        return uid == 0 ? "nobody" : names.getOrDefault(uid, "unknown " + uid);
    }

    /// Numbers by their digests, which differ from app to app.
    Map<UUID, String> numbers() {
        var numbers = new HashMap<UUID, String>();
        for (int owner = 0; owner < OWNERS; owner++) {
            book(owner).forEach(number -> numbers.put(digests.of(number), number));
            numbers.put(digests.of(number(owner)), number(owner));
        }
        return numbers;
    }

    /// Digest of the number of the one who is still to come.
    UUID awaited() {
        return digests.of(popular());
    }

    List<Long> uids() {
        return List.copyOf(names.keySet());
    }

    private static String popular() {
        return number(999);
    }

    private static String number(int index) {
        return "+49151%08d".formatted(20_000_000 + index);
    }

    /// Books of users who are not here, so that one number stands in thousands.
    private void addHolders(LocalStack stack) throws SQLException {
        try (var connection = stack.database(Part.CONTACTS)) {
            connection.setAutoCommit(false);
            try (var book = connection.prepareStatement("insert into book (owner, version, part, entries, checksum)"
                            + " select ? + i, 1, 0, 1, i from generate_series(0, ?) i");
                    var entry = connection.prepareStatement(
                            "insert into phone_book (owner, tag, digest, levels, subscribed)"
                                    + " select ? + i, i, ?, 38, true from generate_series(0, ?) i")) {
                book.setLong(1, firstHolder);
                book.setInt(2, HOLDERS - 1);
                book.execute();
                entry.setLong(1, firstHolder);
                entry.setObject(2, awaited());
                entry.setInt(3, HOLDERS - 1);
                entry.execute();
            }
            connection.commit();
        }
    }
}
