-- What app.updated says of each app, as far as it matters here. An app that is not here has the configured defaults.
create table app_look_ups (
    app       text   primary key,
    revision  bigint not null,
    burst     int    not null,
    refill_ms    bigint not null,
    refill_since bigint not null -- epoch ms
);

-- The refill in which quota_full_at is counted, so that a changed one leaves the look-ups that are left as they are; 0: never
-- charged since this is written down.
alter table book add column quota_refill_ms bigint not null default 0;
