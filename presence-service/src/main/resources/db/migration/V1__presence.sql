-- What presence-service knows of a user. One row, so that whatever happens at once meets at its lock.
create table person (
    uid              bigint  primary key,
    app              text    not null,

    -- Projected from user.joined, profile.updated and user.left.
    address          text    not null default '',   -- '' until user.joined or profile.updated told it
    presence_levels  integer not null default 0,    -- mask that opens the state
    last_seen_levels integer not null default 0,    -- mask that opens the time
    profile_version  bigint  not null default 0,    -- 0: none yet, so the levels are those of user.joined
    left_at          timestamptz,                   -- gone for good; the row stays, so that no late event revives it

    -- Owned here.
    mode             text    not null default 'VISIBLE' check (mode in ('VISIBLE', 'INVISIBLE')),
    online           boolean not null default false, -- as announced, not as the session registry says this moment
    last_seen_at     timestamptz                     -- stands still while invisible
) with (fillfactor = 80); -- last_seen_at changes once a minute: room for updates that touch no index

-- An address may pass to another user while the event of the one who left is still on its way: the greatest uid has it.
create index person_address on person (app, address, uid);
create index person_online on person (uid) where online;

-- How owner stands to peer, from relationship.updated. No row: no relationship.
create table relationship (
    owner   bigint  not null,
    peer    bigint  not null,
    levels  integer not null,
    blocked boolean not null,
    version bigint  not null,
    primary key (owner, peer)
);
create index relationship_peer on relationship (peer, owner);
