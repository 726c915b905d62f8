package dev.kith.profile.picture;

import dev.kith.kit.caller.Caller;
import dev.kith.profile.viewing.ViewRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Whether somebody sees a picture in a profile: in that of its owner by the rule of all fields, in that of a group by
/// being in the group.
///
/// It is not asked how the caller came to the profile. Who names the file has seen the field once; whether it is
/// theirs to see now is what counts.
@ApplicationScoped
class SeePicture {
    private static final String IN_A_GROUP = "select from group_profile p join group_membership m on m.gid = p.gid"
            + " where p.picture = $1 and p.app = $2 and m.uid = $3 and m.role > 0 limit 1";

    private final ViewRepository views;
    private final Pool pool;

    SeePicture(ViewRepository views, Pool pool) {
        this.views = views;
        this.pool = pool;
    }

    Uni<Boolean> sees(Caller caller, long owner, Picture picture) {
        return views.byUids(caller.uid(), caller.app(), List.of(owner))
                .map(found -> found.stream()
                        .map(view -> view.fields().get(Picture.FIELD))
                        .anyMatch(shown -> shown != null && picture.path().equals(shown.textValue())))
                .flatMap(seen -> seen ? Uni.createFrom().item(true) : seesInAGroup(caller, picture));
    }

    private Uni<Boolean> seesInAGroup(Caller caller, Picture picture) {
        return pool.preparedQuery(IN_A_GROUP)
                .execute(Tuple.of(picture.path(), caller.app(), caller.uid()))
                .map(rows -> rows.size() > 0);
    }
}
