-- Since when the address is the user's, see user.joined; 0: since they joined, which counts as their uid.
alter table directory add moved bigint not null default 0;

-- Addresses whose user has left or moved, until what their holders granted has been taken back. Nobody else is found there
-- before that. digests: under all keys. cursor: uid of the last holder looked at.
create table vacated (
    digest  uuid   primary key,
    digests uuid[] not null,
    cursor  bigint not null default 0
);

-- Users whose address has passed to a later one before their own event said where they are now.
create table displaced (
    uid     bigint primary key,
    address text   not null
);

-- A job about somebody who has moved: the address until then, the revision of the new one.
alter table join_job
    add moved_from text,
    add move       bigint not null default 0;

-- Addresses of people without an account who do not want to stand in anybody's book. Goes when one of them signs up.
create table refused (
    digest  uuid     primary key,
    key     smallint not null,                              -- goes with it
    cleared boolean  not null default false,                -- the entries of before are gone
    made    xid8     not null default pg_current_xact_id()  -- they are looked for once nobody can still write one
);
create index refused_to_clear on refused (digest) where not cleared;
create index look_up_by_digest on look_up (digest);
