-- What users who left had spent of their look-ups, for a month, so that nobody leaves and signs up again to have them anew.
create table spent_look_ups (
    digest    uuid        primary key, -- of the address that they had
    key       smallint    not null,    -- goes with it
    full_at   bigint      not null,    -- as quota_full_at and quota_refill_ms of their book
    refill_ms bigint      not null,
    since     timestamptz not null default now()
);
