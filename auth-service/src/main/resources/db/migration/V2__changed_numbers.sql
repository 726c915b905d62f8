-- What user.joined said of a user, to say it again as a whole when the number changes. Of users who are here already the
-- name was never kept; their levels and findability were those of the app.
alter table app_user
    add name            varchar(128),
    add discoverability text,
    add field_levels    text,
    add revision        bigint not null default 0,  -- since when the address is the user's, from the sequence uid; 0: since they joined
    add moved_at        timestamptz;
update app_user u set discoverability = a.discoverability, field_levels = a.field_levels from app a where a.id = u.app;
alter table app_user
    alter discoverability set not null,
    alter field_levels set not null,
    add check (discoverability in ('EVERYONE', 'CONTACTS', 'NOBODY'));

-- What a code is good for: it opens nothing else.
alter table verification
    add purpose text   not null default 'SIGN_IN' check (purpose in ('SIGN_IN', 'NUMBER', 'TRACES')),
    add uid     bigint not null default 0;          -- whose new number it is; 0: nobody's yet
