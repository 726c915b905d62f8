-- Since when the address is the user's, see user.joined; 0: since they joined, which counts as their uid.
alter table person add revision bigint not null default 0;
