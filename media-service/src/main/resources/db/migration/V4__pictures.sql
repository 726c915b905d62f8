-- Files that are pictures of profiles: whoever shows them keeps them.
alter table file
    add column picture    boolean not null default false, -- a profile shows it
    add column picture_at timestamptz;                    -- when it was last about to be shown, or last was

drop index file_orphan;
create index file_orphan on file (coalesce(picture_at, created_at)) where shared_at is null and not picture;

-- Which profile shows which file: of a user (gid 0), or of a group (uid 0).
create table picture (
    uid  bigint not null,
    gid  bigint not null,
    file uuid   not null,
    primary key (uid, gid, file)
);
create index picture_file on picture (file);
