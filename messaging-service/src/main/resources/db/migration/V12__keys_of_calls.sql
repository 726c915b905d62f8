-- What a caller of POST /v1/messages gave as Idempotency-Key, with the id that the message of it has: a repeated call finds it.
create table message_key (
    uid          bigint not null,           -- the sender
    key          uuid   not null,           -- first half of SHA-256 of the key
    id           bigint not null,           -- the sender's 32 bits
    request_hash bigint not null,           -- of what a repeat must equal
    taken_at     bigint not null,           -- epoch ms
    accepted_at  bigint not null default 0, -- epoch ms; 0: not known to be accepted
    primary key (uid, key)
);
create index message_key_old on message_key (taken_at);
create index message_key_id on message_key (uid, id);
