-- Who has asked to write to owner, where the app has that asked: with the first message that came as a request.
create table message_request (
    owner bigint   not null,
    peer  bigint   not null,           -- who asks
    state smallint not null default 1, -- 1 asked, 2 accepted, 3 declined
    since bigint   not null,           -- epoch ms
    primary key (owner, peer)
);
create index message_request_open on message_request (owner, since desc, peer desc) where state = 1;
