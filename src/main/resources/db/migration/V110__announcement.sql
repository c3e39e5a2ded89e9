-- What is told to everybody on walls, or to the people of teams, for a while.

create table announcement (
    announcement_id bigint generated always as identity primary key,
    severity        text collate "C" not null check (severity in ('info', 'important')),
    text_zh         text,
    text_en         text,
    to_walls        boolean not null,
    to_agents       boolean not null,
    team_ids        text[] not null,
    from_at         timestamptz not null,
    until_at        timestamptz not null,
    created_at      timestamptz not null,
    created_by      text not null,
    ended_by        text,
    check (text_zh is not null or text_en is not null),
    check (to_walls or to_agents)
);
comment on column announcement.team_ids is 'Whose agents and supervisors see it; empty: all. Walls show what is for walls.';
comment on column announcement.until_at is 'The machine''s time, exclusive. Who ends it earlier moves it.';
comment on column announcement.ended_by is 'Null: it ends by itself.';
create index announcement_until on announcement (until_at);
