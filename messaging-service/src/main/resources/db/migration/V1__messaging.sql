-- Everything that is asked about one user is keyed by that user first, so that the tables can be spread by it.

-- Who exists: projection of user.joined and user.left. A uid that left stays as a mark, so that a late "joined" revives
-- nobody; an address may pass to a later, higher uid.
create table person (
    uid     bigint primary key,
    app     text not null,
    address text not null,
    gone    boolean not null default false
);
create index person_address on person (app, address, uid) where not gone;

-- How owner stands to peer, as far as messages care: projection of relationship.updated.
create table relationship (
    owner   bigint not null,
    peer    bigint not null,
    blocked boolean not null,
    version bigint not null,
    primary key (owner, peer)
);

-- The range of message ids of each device: block b is b << 20 to (b << 20) + 2^20 - 1 of the sender's 32 bits.
create table device_block (
    uid    bigint not null,
    device text not null,
    block  int not null check (block between 1 and 4095),
    primary key (uid, device),
    unique (uid, block)
);

-- Signed-out devices, refused until their last token has run out.
create table revoked_device (
    uid        bigint not null,
    device     text not null,
    revoked_at timestamptz not null,
    primary key (uid, device)
);

-- What is consumed of the log, in the same database as what it said; epoch is the fence. The updates of every batch
-- hit the same few rows: room for them in the page keeps them off the indexes.
create table consumer_offset (
    topic       text not null,
    part        int not null,
    epoch       bigint not null,
    next_offset bigint not null,
    topic_id    text not null,
    partitions  int not null,
    primary key (topic, part)
) with (fillfactor = 20);

-- The newest seq of each inbox; seq is dense: 1, 2, 3, ...
create table inbox_head (
    owner bigint primary key,
    head  bigint not null
) with (fillfactor = 40);

-- One row per owner and message, as it stands now.
create table message (
    owner         bigint not null,
    id            bigint not null,      -- sender's uid << 32 | the sender's 32 bits; a joined contact: joiner << 32
    peer          bigint not null,      -- the other one's uid
    peer_address  text not null,
    kind          smallint not null,    -- 1 own copy of a sent one, 2 received, 3 contact joined
    status        smallint not null,    -- MessageStatus of the contract; 0 for kind 3
    changed_seq   bigint not null,      -- seq of the latest change
    conflict_seq  bigint not null default 0, -- seq of the latest id conflict that the sender was told of
    accepted_at   bigint not null,      -- epoch ms
    flags         smallint not null,    -- 1 delivery receipt, 2 read receipt wanted
    type          text not null,
    body          text,                 -- text, or
    data          bytea,                -- bytes, or neither
    reply_to      bigint not null,
    properties    bytea,                -- a StoredMessage with nothing but its properties
    content_hash  bigint not null,      -- of what a repeat must equal
    primary key (owner, id)
) with (fillfactor = 85);
create index message_changed on message (owner, changed_seq);
create index message_peer on message (owner, peer, accepted_at, id);

-- Receipts that overtook the sender's own copy on another partition; they wait for it.
create table early_receipt (
    owner  bigint not null,
    id     bigint not null,
    status smallint not null,
    primary key (owner, id)
);
