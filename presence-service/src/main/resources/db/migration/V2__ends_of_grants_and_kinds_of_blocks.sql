-- A grant can end by itself, which holds at that moment and not when it is announced; a block can be of some kinds.
alter table relationship
    add column levels_after integer not null default 0,  -- what is left of the levels then
    add column levels_until timestamptz,                 -- null: they stay
    add column block_kinds  integer not null default 0;  -- bit 1 << number of the BlockKind

update relationship set levels_after = levels, block_kinds = case when blocked then 31 else 0 end;

alter table relationship drop column blocked;
