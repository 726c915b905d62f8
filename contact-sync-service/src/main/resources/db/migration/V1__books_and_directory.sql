-- Who is behind an address: users only. digest is AddressDigest of the canonical address.
create table directory (
    digest       uuid     primary key,
    uid          bigint   not null unique,
    discoverable smallint not null,          -- 1 everyone, 2 contacts (mutual), 3 nobody
    app          text     not null,
    address      text     not null           -- the user's own, told to holders when they join
);
-- A match probes by digest alone; the hash index saves a third of its time.
create index directory_by_digest on directory using hash (digest);

-- What users chose for themselves; the directory can be rebuilt from user.joined, this cannot.
create table discoverability_choice (
    uid          bigint   primary key,
    discoverable smallint not null
);

-- Users who left. Their user.joined may arrive, or be repeated, after their user.left. A uid is never given twice.
create table departed (
    uid bigint primary key
);

-- One row for each account that has synced or looked somebody up. Its lock is the lock of all that the account owns here.
create table book (
    owner         bigint primary key,
    version       bigint not null default 0, -- rises with every change of an entry
    part          int    not null default 0, -- number of the next event within this version
    entries       int    not null default 0,
    pending       int    not null default 0, -- of the entries: not looked up yet, for want of quota
    checksum      bigint not null default 0, -- xor of the tags
    oldest_base   bigint not null default 0, -- deltas against an older version cannot be understood (the book was erased)
    quota_full_at bigint not null default 0, -- epoch ms at which the whole look-up quota is there again
    synced_at     timestamptz
) with (fillfactor = 70);

create table phone_book (
    owner      bigint  not null,
    tag        bigint  not null,             -- first 8 bytes of HMAC(tag key of the owner, canonical address)
    notified   bigint  not null default 0,   -- uid of the user at this address of whom the owner knows; 0: of none
    digest     uuid    not null,
    levels     int     not null,             -- what the owner grants; takes effect when the address is a user's
    subscribed boolean not null,
    pending    boolean not null default false,
    primary key (owner, digest)
) with (fillfactor = 90);
create index phone_book_holders on phone_book (digest, owner);

-- Addresses that an account looked up without having them in its book, so that they are charged once.
create table look_up (
    owner  bigint not null,
    digest uuid   not null,
    primary key (owner, digest)
);

-- Who has blocked whom, from relationship.updated: owner has blocked peer.
create table block (
    peer  bigint not null,
    owner bigint not null,
    primary key (peer, owner)
);
create index block_by_owner on block (owner);

-- Books whose last write still has to be matched in a snapshot of its own; a row that stays tells of a crash in between.
create table unsettled (
    owner   bigint primary key,
    version bigint not null,
    since   timestamptz not null default now()
);

-- Holders to be told of uid, in the order of their own uids, up to cursor done. Goes with the last of them.
create table join_job (
    id     bigint generated always as identity primary key,
    uid    bigint not null,
    cursor bigint not null default 0
);
