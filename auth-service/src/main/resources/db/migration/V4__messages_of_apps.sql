-- What holds for the messages of an app's users. The defaults are what messaging-service takes for an app of which it has
-- heard nothing.
alter table app
    add column message_retention_ms bigint not null default 0,          -- 0: kept as long as their owner is a user
    add column search_language      text   not null default 'simple',   -- a text search configuration of PostgreSQL
    add column strangers            text   not null default 'ALLOW';
