-- Null: as the operator has set the service that it concerns.
alter table app
    add column edit_within_ms      bigint,
    add column recall_within_ms    bigint,
    add column message_expiry_ms   bigint,
    add column presence_per_second integer;
