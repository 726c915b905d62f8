-- Every row that `profiles:changes` reads carries the number of the transaction that wrote it last. Readers take the
-- oldest transaction that still runs as their cursor: what commits late has a number at or above it and is not skipped.
create function stamp_transaction() returns trigger language plpgsql as $$
begin
    new.changed := pg_current_xact_id()::text::bigint;
    return new;
end
$$;

-- The user as auth-service announced them, and the profile. `fields`: name to {value?, levels}, levels as a mask.
create table profile (
    uid     bigint primary key,
    app     text   not null,
    address text   not null,
    version bigint not null,
    fields  jsonb  not null,
    changed bigint not null
);

-- Not unique: who takes over the address of a user who left may be announced before the leaving is. The higher uid is
-- the living one.
create index profile_address on profile (app, address, uid);

create trigger profile_stamp before insert or update on profile
    for each row execute function stamp_transaction();

-- Who left, so that a late user.joined or contacts.matched revives nobody.
create table departed (
    uid bigint primary key,
    at  timestamptz not null default now()
);

-- "owner grants levels to peer", and what else owner said about peer. What the phone book gave and what was said by
-- hand are kept apart, because removing an entry of the book takes back only the former.
create table relationship (
    owner           bigint  not null,
    peer            bigint  not null,
    book_levels     integer not null default 0,
    own_levels      integer not null default 0,
    levels          integer not null generated always as (book_levels | own_levels) stored,
    book_subscribed boolean not null default false,
    own_subscribed  boolean,                        -- null: nothing said by hand
    subscribed      boolean not null generated always as (coalesce(own_subscribed, book_subscribed)) stored,
    blocked         boolean not null default false,
    version         bigint  not null default 1,
    changed         bigint  not null,
    emptied_at      timestamptz,                    -- nothing is left; kept for those who were away, then purged
    primary key (owner, peer) include (levels, blocked)
) with (fillfactor = 90);

-- Fan-out: who follows this peer.
create index relationship_subscriber on relationship (peer, owner) include (blocked) where subscribed;

-- Erasing a user: who else said anything about this peer.
create index relationship_other on relationship (peer, owner) where not subscribed;

create index relationship_emptied on relationship (emptied_at) where emptied_at is not null;

create function relationship_written() returns trigger language plpgsql as $$
begin
    new.changed := pg_current_xact_id()::text::bigint;
    if tg_op = 'UPDATE' then
        new.version := old.version + 1;
    end if;
    if (new.book_levels | new.own_levels) = 0
            and not coalesce(new.own_subscribed, new.book_subscribed) and not new.blocked then
        new.emptied_at := coalesce(new.emptied_at, now());
    else
        new.emptied_at := null;
    end if;
    return new;
end
$$;

create trigger relationship_write before insert or update on relationship
    for each row execute function relationship_written();

-- Which act of the owner's phone book was applied last.
create table book_applied (
    owner   bigint  primary key,
    version bigint  not null,
    part    integer not null
);

-- What a subscriber who was away still has to be told: nobody has this address any more. Purged after a while.
create table gone (
    viewer  bigint not null,
    address text   not null,
    changed bigint not null,
    at      timestamptz not null default now(),
    primary key (viewer, address)
);

create index gone_at on gone (at);

create trigger gone_stamp before insert or update on gone
    for each row execute function stamp_transaction();
