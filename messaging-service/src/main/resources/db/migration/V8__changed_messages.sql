-- What became of a message after it was sent. A deleted one keeps its row, without a body, so that no retry revives it.
alter table message
    add column revision  bigint   not null default 0,   -- of the latest edit; 0: never edited
    add column edit_hash bigint   not null default 0,   -- of its body: of two edits of one revision the higher one stands
    add column edited_at bigint   not null default 0,   -- epoch ms
    add column deletion  smallint not null default 0,   -- Deletion of the contract; 0: it is there
    add column reactions bytea;                         -- MessageReactions of the contract
