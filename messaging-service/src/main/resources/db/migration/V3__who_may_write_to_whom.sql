-- Blocks are of kinds; grants, which make a contact, can end by themselves; the app's backend pairs and restricts users.
alter table relationship
    add column levels       integer not null default 0,
    add column levels_after integer not null default 0,      -- what is left of the levels
    add column levels_until timestamptz,                     -- from then on; null: they stay
    add column block_kinds  integer not null default 0,      -- bit 1 << number of the BlockKind
    add column paired       boolean not null default false;

-- What was not kept until now is learned from the next event of the pair, or from all of them when they are read again.
update relationship set block_kinds = case when blocked then 31 else 0 end, version = 0;

alter table relationship drop column blocked;

-- With whom a user may have to do: 0 anyone, 1 contacts, 2 paired. Projection of restriction.updated.
create table restriction (
    uid      bigint   primary key,
    incoming smallint not null,
    outgoing smallint not null,
    peers    smallint not null,
    version  bigint   not null
);

-- Whether a user who is restricted so may have to do with the one to whom they stand so.
create function lets(restriction smallint, mine relationship) returns boolean language sql stable
    return case coalesce(restriction, 0)
        when 0 then true
        when 1 then coalesce(case when mine.levels_until <= now() then mine.levels_after else mine.levels end, 0) <> 0
        else coalesce(mine.paired, false) end;

-- Who has messages of whom: 1 owner received some of peer, 2 owner sent some. What is new here is announced.
create table conversation (
    owner bigint   not null,
    peer  bigint   not null,
    sides smallint not null,
    primary key (owner, peer)
);

insert into conversation
    select owner, peer, bit_or(case kind when 1 then 2 else 1 end) from message where kind in (1, 2) group by owner, peer;

-- Events that a transaction wants published; see dev.kith.kit.outbox.
create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     bytea not null,
    value   bytea,
    type    text  not null,
    ce_id   uuid  not null default gen_random_uuid(),
    at      timestamptz not null default now()
);
