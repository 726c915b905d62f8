-- Every group that there was, also one that has ended: its messages stay, and go when its app lets them be no longer.
create table group_forgotten (
    gid bigint primary key,
    app text   not null,
    seq bigint not null default 0  -- up to this number nothing is left of what was said
);
create unique index group_forgotten_app on group_forgotten (app, gid);
insert into group_forgotten (gid, app) select gid, app from group_state;
insert into group_forgotten (gid, app)
    select m.gid, min(p.app) from group_message m join person p on p.uid = m.id >> 32
     where not exists (select from group_state s where s.gid = m.gid) group by m.gid;
