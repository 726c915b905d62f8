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
    // Each the next after those given and those before it here, in the same order wherever this runs. Whether there was
    // one for it at all is answered, not whether it got it: another node may have given it away meanwhile.
    private static final String TAKE_BLOCKS =
            "with k as (select n.uid, n.device, coalesce((select max(b.block) from device_block b where b.uid = n.uid), 0)"
                    + "   + row_number() over (partition by n.uid order by n.device) as block"
                    + "   from (select distinct uid, device from unnest($1::bigint[], $2::text[]) as u(uid, device)) n"
                    + "   where not exists (select from device_block b where b.uid = n.uid and b.device = n.device)),"
                    + " given as (insert into device_block (uid, device, block) select uid, device, block from k"
                    + "   where block <= $3::int order by uid, block on conflict do nothing)"
                    + " select coalesce(k.block <= $3::int, true) as is_there"
                    + " from unnest($1::bigint[], $2::text[]) with ordinality as u(uid, device, place)"
                    + " left join k on k.uid = u.uid and k.device = u.device order by u.place";
    // Waits for who is about to take the same one: only then is it known whether they did.
    private static final String TAKE_OVER_BLOCK = "update device_block set device = $2, released_at = null"
            + " where uid = $1 and block = (select block from device_block where uid = $1 and released_at is not null"
            + " order by reserved - block::bigint * 1048576, block limit 1 for update)";

    private final Pool pool;
    private final Gathering<Device, Arrival> arriving = new Gathering<>(TOGETHER, this::read);
    private final Gathering<Device, Boolean> taking = new Gathering<>(TOGETHER, this::take);

    private record Device(long uid, String id) {}

    Devices(Pool pool) {
        this.pool = pool;
    }

    /// What to tell this device; it gets its block the first time. Empty: the user has too many devices.
    public Future<Optional<Arrival>> arrive(long uid, String device) {
        return arrive(new Device(uid, device));
    }

    /// Devices on several nodes may reach for the same block: one gets it, and the others the next. So each
    /// turn somebody gets on, and no more turns are lost than the user has devices.
    private Future<Optional<Arrival>> arrive(Device device) {
        return arriving.ask(device)
                .compose(arrival -> arrival.block() != 0
                        ? Future.succeededFuture(Optional.of(arrival))
                        : taking.ask(device)
                                .compose(isThere -> isThere ? Future.succeededFuture(true) : takeOver(device))
                                .compose(again -> again ? arrive(device) : Future.succeededFuture(Optional.empty())));
    }

    private Future<List<Boolean>> take(List<Device> devices) {
        return pool.preparedQuery(TAKE_BLOCKS)
                .execute(named(devices).addInteger(MOST))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getBoolean("is_there"))
                        .toList());
    }

    /// Whether there was one.
    private Future<Boolean> takeOver(Device device) {
        return pool.preparedQuery(TAKE_OVER_BLOCK)
                .execute(Tuple.of(device.uid(), device.id()))
                .map(taken -> taken.rowCount() > 0);
    }

    private Future<List<Arrival>> read(List<Device> devices) {
        return pool.preparedQuery(READ)
                .execute(named(devices))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Devices::arrival)
                        .toList());
    }

    private static Tuple named(List<Device> devices) {
        return Tuple.tuple()
                .addArrayOfLong(devices.stream().map(Device::uid).toArray(Long[]::new))
                .addArrayOfString(devices.stream().map(Device::id).toArray(String[]::new));
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
