-- The profile of each group. What the group is otherwise is messaging-service's: a projection of group.updated.
create table group_profile (
    gid        bigint   primary key,
    app        text     not null,
    state      bigint   not null,                 -- version of the group that is known here
    may_change smallint not null,                 -- the lowest role that may change the profile
    version    bigint   not null default 1,       -- of the profile; rises with every change of it
    name       text,
    picture    text,
    info       text,
    changed    bigint   not null default pg_current_xact_id()::text::bigint
);

-- Who is in which group, by group.updated. Who is not any more stays for a while as role 0, so that those who were away
-- can be told.
create table group_membership (
    uid      bigint      not null,
    gid      bigint      not null,
    app      text        not null,
    role     smallint    not null,                -- GroupRole of the contract
    version  bigint      not null,                -- of the group, with which it became so
    changed  bigint      not null default pg_current_xact_id()::text::bigint,
    ended_at timestamptz,
    primary key (uid, gid)
);
create index group_membership_gid on group_membership (gid, uid) where role > 0;
create index group_membership_ended on group_membership (ended_at) where ended_at is not null;
