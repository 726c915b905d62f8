-- How many new addresses the users of an app may look up: so many at once, and one more after so long. The defaults are those
-- that services take for an app of which app.updated says nothing, and of apps from before there is nothing.
alter table app
    add column look_up_burst     integer not null default 10000,
    add column look_up_refill_ms bigint  not null default 1800000,
    add column look_up_refill_since bigint not null default 0,    -- epoch ms
    add column revision          bigint  not null default 0;      -- of the settings, as published
