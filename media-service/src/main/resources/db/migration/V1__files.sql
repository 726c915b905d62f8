-- What is on its way in. How much of it has come is said by its bytes on disk, not by a row.
create table upload (
    id              uuid        primary key,
    uid             bigint      not null,
    app             text        not null,
    length          bigint      not null,
    name            text        not null,
    unverified_from bigint,               -- bytes from here on wait for their checksum; null: all are good
    expires_at      timestamptz not null,
    finished_at     timestamptz           -- the file of the same id is there
);
create index upload_unfinished on upload (uid) where finished_at is null;
create index upload_expiry on upload (expires_at);

-- Bytes that are kept, once for each user who brought them.
create table content (
    key       uuid        primary key,    -- their name in the storage: the upload that brought them first
    uid       bigint      not null,
    digest    bytea       not null,       -- SHA-256 of what came; an image is kept in another form
    size      bigint      not null,
    type      text        not null,       -- found in the bytes, never as the sender said
    tag       text        not null,       -- SHA-256 of what is kept
    width     integer,
    height    integer,
    thumbnail boolean     not null,
    unique (uid, digest)
);

-- A file, as people send it.
create table file (
    id         uuid        primary key,
    uid        bigint      not null,
    app        text        not null,
    content    uuid        not null references content (key),
    name       text        not null,
    created_at timestamptz not null,
    shared_at  timestamptz               -- null: nobody was ever given a reference
);
create index file_owner on file (uid, id);
create index file_content on file (content);
create index file_orphan on file (created_at) where shared_at is null;

-- Bytes that no row needs any more, until they are gone.
create table removal (
    key    uuid    not null,
    kept   boolean not null,             -- what was put by, too; else only what an upload left
    primary key (key, kept)
);

-- Users who have left: a token outlives its user by minutes.
create table departed (
    uid bigint      primary key,
    at  timestamptz not null
);
