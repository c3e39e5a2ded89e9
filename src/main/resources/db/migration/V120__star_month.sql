-- Months whose service stars an administrator published: who they were then, whatever becomes known later.

create table star_month (
    month           date primary key check (extract(day from month) = 1),
    published_at    timestamptz not null,
    published_by    text not null,
    position        bigint not null,
    metrics_version int not null,
    ranked          int not null
);
comment on column star_month.position is 'Of the facts that the ranking was made of.';
comment on column star_month.ranked is 'People who had a score.';

create table star (
    month    date not null references star_month on delete cascade,
    agent_id text collate "C" not null,
    place    int not null check (place > 0),
    score    float8 not null,
    primary key (month, agent_id)
);
comment on column star.place is 'Equal scores share a place, and the next one is as much further on.';
