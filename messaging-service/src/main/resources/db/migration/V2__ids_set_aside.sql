-- Ids of a block up to this one (32 bits, 0 for none) may be used by messages that are still in the log: they are set aside
-- before they are. Whoever has the block next counts on from here, or from the highest stored one.
alter table device_block add column reserved bigint not null default 0;

-- When the device was signed out: once all numbers are given, its block goes to a new device.
alter table device_block add column released_at timestamptz;
