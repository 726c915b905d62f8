-- The peer has moved since, owner is nobody to them, and of what owner said only a block or a pair is left. Until owner
-- follows the peer again, owner was shown nothing under the address that the peer has now, so there is nothing to take
-- back under it either.
alter table relationship add column thread_lost boolean not null default false;

create or replace function relationship_written() returns trigger language plpgsql as $$
begin
    new.changed := pg_current_xact_id()::text::bigint;
    if tg_op = 'UPDATE' then
        new.version := old.version + 1;
    end if;
    -- Whatever writes the row announces it, and with it the end of a grant.
    if new.timed_until <= now() then
        new.timed_open := false;
    end if;
    if coalesce(new.own_subscribed, new.book_subscribed or new.auto_subscribed) then
        new.thread_lost := false;
    end if;
    if (new.book_levels | new.own_levels) = 0 and not (new.timed_open and new.timed_levels <> 0)
            and not coalesce(new.own_subscribed, new.book_subscribed or new.auto_subscribed)
            and new.block_kinds = 0 and not new.paired then
        new.emptied_at := coalesce(new.emptied_at, now());
    else
        new.emptied_at := null;
    end if;
    return new;
end
$$;
