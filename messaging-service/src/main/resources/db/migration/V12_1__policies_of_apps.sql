-- Null: as this service is set.
alter table app_rules
    add column edit_within_ms   bigint,
    add column recall_within_ms bigint,
    add column expiry_ms        bigint;
