-- A message of a group, once for all its members, whose inboxes have a row of it without the body. In the order of seq,
-- which is dense in each group and given by the group's writer alone.
create table group_message (
    gid            bigint   not null,
    id             bigint   not null,            -- as in message
    seq            bigint   not null,            -- 0: it was refused, and is known so that it stays so
    refusal        smallint not null,            -- MessageStatus of the contract, or 0
    version        bigint   not null,            -- of the group, when it got its number: whose members have it
    recipients     int      not null,            -- without the sender
    delivered      int      not null default 0,  -- how many of them have it
    read_by        int      not null default 0,
    sender_address text     not null,
    accepted_at    bigint   not null,
    flags          smallint not null,            -- as in message
    type           text     not null,
    body           text,
    data           bytea,
    reply_to       bigint   not null,
    properties     bytea,
    content_hash   bigint   not null,
    primary key (gid, id)
) with (fillfactor = 90);
create unique index group_message_seq on group_message (gid, seq) where seq > 0;

-- The newest seq of each group.
create table group_head (
    gid  bigint primary key,
    head bigint not null
) with (fillfactor = 40);

-- Who was in a group at a version of it, as long as messages of then may still have to be brought to them.
create table group_audience (
    gid     bigint   not null,
    version bigint   not null,
    members bigint[] not null,
    primary key (gid, version)
);

-- Up to which seq a member has received and read what is in the group.
create table group_progress (
    gid       bigint not null,
    uid       bigint not null,
    delivered bigint not null,
    read_up   bigint not null,
    primary key (gid, uid)
) with (fillfactor = 70);
create index group_progress_uid on group_progress (uid);

-- Whom of a group's members somebody's messages there do not reach.
create index relationship_cut_in_groups on relationship (peer, owner) where block_kinds & 2 <> 0;
