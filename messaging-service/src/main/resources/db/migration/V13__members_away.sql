-- Members of large groups who are away: what is said there waits with the group until they come back.
create table group_absence (
    gid     bigint not null,
    uid     bigint not null,
    version bigint not null,  -- of the group when they were found away; one from before they came (again) counts for nothing
    seq     bigint not null,  -- up to this number their inbox has what was said,
    changes bigint not null,  -- and up to this one was told of changes
    primary key (gid, uid)
) with (fillfactor = 70);
create index group_absence_uid on group_absence (uid);

-- When somebody last looked who of a large group is away.
create table group_look (
    gid       bigint primary key,
    looked_at bigint not null             -- epoch ms
) with (fillfactor = 40);
create index group_state_large on group_state (members) where members >= 100;

-- Rises whenever it changes who is away.
alter table group_head add column absences bigint not null default 0;

-- Number of the latest change of any kind, by which those who were away find what has changed.
alter table group_message add column last_change bigint not null default 0;
update group_message m set last_change = case when m.reactions is null then m.body_change else h.changes end
    from group_head h where h.gid = m.gid and (m.body_change > 0 or m.reactions is not null);
create index group_message_changed on group_message (gid, last_change) where last_change > 0;
