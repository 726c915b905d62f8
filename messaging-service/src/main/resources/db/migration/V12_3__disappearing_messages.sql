-- Messages that go for good a while after something. Null defaults are constants: nothing is rewritten.
alter table message
    add column disappear    bigint not null default 0,   -- seconds << 2 | Disappearing.After of the contract; 0: it stays
    add column disappear_at bigint not null default 0;   -- epoch ms; 0: what it counts from has not happened
create index message_disappearing on message (disappear_at) where disappear_at <> 0;

alter table group_message add column disappear_at bigint not null default 0;
create index group_message_disappearing on group_message (disappear_at) where disappear_at <> 0;
