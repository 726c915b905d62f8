-- Grants that end by themselves, blocks by kind, pairs, and what a user follows without having said so.

alter table relationship disable trigger relationship_write;

alter table relationship
    add column timed_levels    integer not null default 0,      -- by hand, in addition, until
    add column timed_until     timestamptz,                     -- stays when it is over, to say why something is not seen
    add column timed_open      boolean not null default false,  -- announced, and its end is not
    add column block_kinds     integer not null default 0,      -- bit 1 << number of the BlockKind
    add column paired          boolean not null default false,  -- by the app's backend, always in both rows
    add column auto_subscribed boolean not null default false,  -- neither by book nor by hand
    -- How owner knows peer. Grants nothing, and is kept when nothing else is left.
    add column in_book         boolean not null default false,
    add column took_part       boolean not null default false,  -- owner has written to peer
    add constraint timed check (timed_until is not null or not timed_open);

update relationship set block_kinds = 31 where blocked;
update relationship set in_book = true where book_levels <> 0 or book_subscribed;

drop index relationship_subscriber;
drop index relationship_emptied;
alter table relationship drop constraint relationship_pkey;
alter table relationship drop column blocked;

-- What was announced last: a grant that has ended is in it until its end is announced too.
alter table relationship alter column levels
    set expression as (book_levels | own_levels | case when timed_open then timed_levels else 0 end);
alter table relationship alter column subscribed
    set expression as (coalesce(own_subscribed, book_subscribed or auto_subscribed));

alter table relationship add primary key (owner, peer)
    include (levels, book_levels, own_levels, timed_until, block_kinds);
create index relationship_subscriber on relationship (peer, owner) include (block_kinds) where subscribed;
create index relationship_emptied on relationship (emptied_at)
    where emptied_at is not null and not in_book and not took_part;
create index relationship_timed on relationship (timed_until) where timed_open;

-- What holds at this moment, whether or not the end of a grant was announced already. Everything that shows something
-- to somebody reads levels through this.
create function levels_now(r relationship) returns integer language sql stable
    return case when r.timed_until <= now() then r.book_levels | r.own_levels else r.levels end;

-- The levels that were granted for a time that is over.
create function levels_ended(r relationship) returns integer language sql stable
    return case when r.timed_until <= now() then r.timed_levels & ~(r.book_levels | r.own_levels) else 0 end;

create or replace function relationship_written() returns trigger language plpgsql as $$
begin
    new.changed := pg_current_xact_id()::text::bigint;
    if tg_op = 'UPDATE' then
        new.version := old.version + 1;
    end if;
    -- Whatever writes the row announces it, and with it the end of a grant.
    if new.timed_until <= now() then
        new.timed_open := false;
    end if;
    if (new.book_levels | new.own_levels) = 0 and not (new.timed_open and new.timed_levels <> 0)
            and not coalesce(new.own_subscribed, new.book_subscribed or new.auto_subscribed)
            and new.block_kinds = 0 and not new.paired then
        new.emptied_at := coalesce(new.emptied_at, now());
    else
        new.emptied_at := null;
    end if;
    return new;
end
$$;

alter table relationship enable trigger relationship_write;

-- Who does not want what they were written by or looked at to be followed by itself.
create table automatic_sync_off (
    uid bigint primary key
);

-- With whom a user may have to do, as the app's backend set it: 0 anyone, 1 contacts, 2 paired. A row without any
-- restriction stays for its version.
create table restriction (
    uid      bigint   primary key,
    incoming smallint not null,
    outgoing smallint not null,
    peers    smallint not null,
    version  bigint   not null default 1
);
