-- Under which version of KITH_CONTACTS_SECRET a digest was made. While two versions live each user stands in the directory under
-- both, and an entry or a look-up under either. In phone_book the two bytes were padding before.
alter table directory add column key smallint not null default 1;
alter table directory drop constraint directory_uid_key;
alter table directory add constraint directory_uid_key unique (uid, key);
alter table phone_book add column key smallint not null default 1;
alter table look_up add column key smallint not null default 1;

-- The versions in use, and how far the work between them has come.
create table digest_key (
    version smallint    primary key,         -- 0: the secret of tags
    proof   uuid        not null,            -- tells a wrong secret, and nothing about the right one
    step    smallint    not null,
    cursor  bigint      not null default 0,  -- uid up to which the step is done
    counted bigint      not null default 0,  -- entries under an older version, by the pass that is under way
    left_by bigint      not null default 0,  -- by the last pass that came to its end
    at      timestamptz not null default now()
);
