-- Events that a transaction wants published. Rows go once the log has acknowledged them; see dev.kith.kit.outbox.
create table outbox (
    id      bigint generated always as identity primary key,
    topic   text  not null,
    key     bytea not null,
    value   bytea,                      -- null: a tombstone
    type    text  not null,
    ce_id   uuid  not null default gen_random_uuid(),
    at      timestamptz not null default now()
);
