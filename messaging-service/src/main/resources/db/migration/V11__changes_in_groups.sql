-- What became of a message of a group, once for all its members, in whose inboxes it is only told; as in message.
alter table group_message
    add column revision    bigint   not null default 0,
    add column edit_hash   bigint   not null default 0,
    add column edited_at   bigint   not null default 0,
    add column deletion    smallint not null default 0,
    add column reactions   bytea,
    add column body_change bigint   not null default 0;  -- number of its latest edit, or of its end

-- The newest number of a change of what was said in a group.
alter table group_head add column changes bigint not null default 0;

comment on column message.revision is 'of the latest edit; of a message of a group, number of the latest change that was told';
