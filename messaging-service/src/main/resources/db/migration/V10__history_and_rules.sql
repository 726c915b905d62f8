-- What holds for the messages of each app: projection of app.updated. An app without a row has the defaults.
create table app_rules (
    app             text     primary key,
    revision        bigint   not null,
    retention_ms    bigint   not null,           -- 0: messages are kept as long as their owner
    search_language regconfig not null,
    strangers       smallint not null            -- Strangers of the contract
);

-- Everything of one owner in its order; and what is too old.
create index message_time on message (owner, accepted_at, id);

-- How many of a conversation are unread. Small: what is read leaves it.
create index message_unread on message (owner, peer) where kind = 2 and status = 10 and deletion = 0;

-- Users of an app, one page after another.
create index person_app on person (app, uid) where not gone;

-- Words of the messages of those who search, kept up to date by their searches and by nobody else. Not in the message's own row, which
-- the writer would have to write and to move with each status.
create extension if not exists btree_gin;

create table message_words (
    owner       bigint   not null,
    id          bigint   not null,
    peer        bigint   not null,
    accepted_at bigint   not null,
    words       tsvector not null,
    primary key (owner, id)
);
-- Written in large pieces by the one who waits for it: a list of entries still to be sorted in would only make reading slow.
create index message_words_found on message_words using gin (owner, words) with (fastupdate = off);

-- Up to which change an owner's messages can be found, and by whose words.
create table search_state (
    owner       bigint    primary key,
    language    regconfig not null,
    indexed_seq bigint    not null
);

-- A text that is gone, or another, is found no more from the same moment on.
create function forget_words() returns trigger language plpgsql as $$
begin
    delete from message_words where owner = old.owner and id = old.id;
    return null;
end $$;
create trigger message_deleted after delete on message for each row execute function forget_words();
create trigger message_reworded after update of body on message for each row
    when (old.body is distinct from new.body) execute function forget_words();
