-- What apps are set to, from app.updated. No row, or no number: the default.
create table app_budget (
    app        text   primary key,
    revision   bigint not null,
    per_second integer
);
