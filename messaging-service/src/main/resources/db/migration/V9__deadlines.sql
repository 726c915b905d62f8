-- Until when a device of the recipient has to have a message, or it is dropped and its sender told; 0: for ever, or one has it.
alter table message
    add column expires_at bigint not null default 0,   -- epoch ms
    add column first_seq  bigint not null default 0;   -- seq with which it came

-- Up to which seq some device of the owner has everything. Written behind by a moment.
create table inbox_ack (
    owner bigint primary key,
    seq   bigint not null
) with (fillfactor = 40);

create index message_expiring on message (expires_at) where expires_at <> 0 and kind = 2 and status = 10 and deletion = 0;
