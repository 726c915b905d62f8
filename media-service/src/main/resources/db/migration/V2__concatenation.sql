-- Uploads that are parts of another, and those that are made of parts.
alter table upload
    add column partial boolean not null default false, -- a part, and no file ever
    add column joined  uuid,                           -- of a part: the upload that has its bytes now
    add column parts   uuid[] not null default '{}';   -- of what is made of parts: which, in their order
create index upload_joined on upload (joined) where joined is not null;
