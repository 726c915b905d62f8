-- Only a member is away, and only of a group that is there it is looked who: what is kept of either ends with it. So
-- whoever comes again has nothing of before, and the version says nothing any more.
delete from group_absence a where not exists
    (select from group_member m where m.gid = a.gid and m.uid = a.uid and m.since <= a.version);
delete from group_look l where not exists (select from group_state s where s.gid = l.gid);
alter table group_absence
    drop column version,
    add foreign key (gid, uid) references group_member on delete cascade;
alter table group_look add foreign key (gid) references group_state on delete cascade;
