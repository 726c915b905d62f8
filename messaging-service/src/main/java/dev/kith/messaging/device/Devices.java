package dev.kith.messaging.device;

import dev.kith.messaging.gather.Gathering;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Gives each device of a user a block of message ids that no other device has, and knows which were signed
/// out. When all blocks are given, that of a signed-out device goes to a new one, which goes on after its last
/// id.
@ApplicationScoped
public class Devices {
    /// The blocks of 2^20 ids within 32 bits, without the first, which has the id 0.
    static final int MOST = 4095;

    private static final int TRIES = 5;
    private static final int TOGETHER = 500;
    private static final String READ = "select b.block, d.address, coalesce(h.head, 0) as head,"
            + " coalesce(extract(epoch from r.revoked_at) * 1000, 0)::bigint as revoked_at,"
            + " greatest(b.reserved, (select max(m.id) from message m where m.owner = k.uid and m.id"
            + "   between k.uid * 4294967296 + b.block::bigint * 1048576"
            + "   and k.uid * 4294967296 + b.block::bigint * 1048576 + 1048575) - k.uid * 4294967296) as last"
            + " from unnest($1::bigint[], $2::text[]) with ordinality as k(uid, device, place)"
            + " left join lateral (select * from device_block b"
            + "   where b.uid = k.uid and b.device = k.device offset 0) b on true"
            + " left join lateral (select * from person d where d.uid = k.uid and not d.gone offset 0) d on true"
            + " left join lateral (select * from inbox_head h where h.owner = k.uid offset 0) h on true"
            + " left join lateral (select * from revoked_device r"
            + "   where r.uid = k.uid and r.device = k.device offset 0) r on true"
            + " order by k.place";
    private static final String TAKE_BLOCK = "insert into device_block (uid, device, block)"
            + " select $1, $2, n from (select coalesce(max(block), 0) + 1 as n from device_block where uid = $1) next"
            + " where n <= $3 on conflict do nothing";
    private static final String TAKE_OVER_BLOCK = "update device_block set device = $2, released_at = null"
            + " where uid = $1 and block = (select block from device_block where uid = $1 and released_at is not null"
            + " order by reserved - block::bigint * 1048576, block limit 1 for update skip locked)";

    private final Pool pool;
    private final Gathering<Device, Arrival> arriving = new Gathering<>(TOGETHER, this::read);

    private record Device(long uid, String id) {}

    Devices(Pool pool) {
        this.pool = pool;
    }

    /// What to tell this device; it gets its block the first time. Empty: the user has too many devices.
    public Future<Optional<Arrival>> arrive(long uid, String device) {
        return arrive(uid, device, TRIES);
    }

    /// Two devices may reach for the same block; one gets it, the other tries the next.
    private Future<Optional<Arrival>> arrive(long uid, String device, int tries) {
        return arriving.ask(new Device(uid, device)).compose(arrival -> {
            if (arrival.block() != 0) {
                return Future.succeededFuture(Optional.of(arrival));
            }
            return tries == 0
                    ? Future.succeededFuture(Optional.empty())
                    : pool.preparedQuery(TAKE_BLOCK)
                            .execute(Tuple.of(uid, device, MOST))
                            .compose(taken -> taken.rowCount() > 0
                                    ? Future.succeededFuture(taken)
                                    : pool.preparedQuery(TAKE_OVER_BLOCK).execute(Tuple.of(uid, device)))
                            .compose(taken -> arrive(uid, device, tries - 1));
        });
    }

    private Future<List<Arrival>> read(List<Device> devices) {
        var uids = devices.stream().map(Device::uid).toArray(Long[]::new);
        var ids = devices.stream().map(Device::id).toArray(String[]::new);
        return pool.preparedQuery(READ)
                .execute(Tuple.tuple().addArrayOfLong(uids).addArrayOfString(ids))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Devices::arrival)
                        .toList());
    }

    private static Arrival arrival(Row row) {
        var block = row.getInteger("block");
        var address = row.getString("address");
        var last = row.getLong("last");
        return new Arrival(
                address == null ? "" : address,
                block == null ? 0 : block,
                last == null ? 0 : last.intValue(),
                row.getLong("head"),
                row.getLong("revoked_at"));
    }
}
