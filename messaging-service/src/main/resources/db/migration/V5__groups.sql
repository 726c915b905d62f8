-- What a group is. Its row is locked by whoever changes anything of it, so one change follows the other.
create table group_state (
    gid            bigint      generated always as identity primary key,
    app            text        not null,
    kind           smallint    not null,              -- GroupKind of the contract
    version        bigint      not null default 1,    -- rises with every change of the group and of who is in it
    members        int         not null default 0,
    -- The lowest GroupRole of the contract that may do each.
    may_send       smallint    not null,
    may_add        smallint    not null,
    may_remove     smallint    not null,
    may_profile    smallint    not null,
    may_see        smallint    not null
);

create table group_member (
    gid       bigint      not null references group_state on delete cascade,
    uid       bigint      not null,
    role      smallint    not null,                   -- GroupRole of the contract
    muted     boolean     not null default false,
    since     bigint      not null,                   -- version of the group with which they came
    joined_at timestamptz not null default now(),
    primary key (gid, uid)
);
create index group_member_uid on group_member (uid, gid);
-- Who is told of changes in a large group, and who follows an owner.
create index group_member_above on group_member (gid, role desc, since) where role > 1;

-- Whoever was removed comes back only when a member adds them, never by a link.
create table group_removed (
    gid bigint not null references group_state on delete cascade,
    uid bigint not null,
    primary key (gid, uid)
);
create index group_removed_uid on group_removed (uid);

-- Links by which anybody of the app may join. The token itself is known to those who have it.
create table group_invitation (
    id         uuid        primary key,
    gid        bigint      not null references group_state on delete cascade,
    token_hash bytea       not null unique,           -- SHA-256
    by_uid     bigint      not null,
    expires_at timestamptz not null,
    uses_left  int         not null
);
create index group_invitation_gid on group_invitation (gid, expires_at);
