-- Contents that a file had which is gone: whether another has them is looked into once for each, instead of for all
-- contents again and again. One row for each time: who looks takes away only what was there when they looked.
create table suspect (
    number  bigint primary key generated always as identity,
    content uuid   not null
);

create function suspect_contents() returns trigger language plpgsql as $$
begin
    insert into suspect (content) select distinct content from gone;
    return null;
end
$$;

create trigger file_gone after delete on file referencing old table as gone
    for each statement execute function suspect_contents();

insert into suspect (content)
select key from content c where not exists (select from file f where f.content = c.key);
