-- Questions to the reports that people keep under a name, the mails that go out with their answers, and what became of each.

create table report_view (
    view_id    bigint generated always as identity primary key,
    owner      text collate "C" not null,
    owner_name text not null,
    name       text not null,
    shared     boolean not null,
    subject    text collate "C" not null check (subject in ('queues', 'agents')),
    query      text not null,
    look       text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (owner, name)
);
comment on column report_view.owner is 'person: or key: with the id.';
comment on column report_view.query is 'As it stands in an address behind the question mark.';
comment on column report_view.look is 'What the screen makes of it; the server does not read it.';

create table report_schedule (
    schedule_id bigint generated always as identity primary key,
    view_id     bigint not null references report_view on delete cascade,
    owner       text collate "C" not null,
    every       text collate "C" not null check (every in ('daily', 'weekly', 'monthly')),
    day         int not null check (day between 1 and 31),
    at_time     time not null,
    recipients  text[] not null,
    format      text collate "C" not null check (format in ('xlsx', 'csv')),
    language    text collate "C" not null check (language in ('zh', 'en')),
    enabled     boolean not null,
    since_at    timestamptz not null
);
comment on column report_schedule.day is 'Weekday from 1, Monday, or day of the month; in a shorter month its last.';
comment on column report_schedule.since_at is 'The floor''s time: what was due before is not sent.';
create index report_schedule_view on report_schedule (view_id);

create table report_run (
    schedule_id  bigint not null references report_schedule on delete cascade,
    due_at       timestamptz not null,
    state        text collate "C" not null check (state in ('waiting', 'sent', 'failed', 'missed')),
    attempts     int not null,
    first_at     timestamptz not null,
    next_at      timestamptz not null,
    leased_until timestamptz,
    finished_at  timestamptz,
    failure      text collate "C",
    primary key (schedule_id, due_at)
);
comment on table report_run is 'One a mail that is due: whoever comes second, or again, makes none.';
comment on column report_run.leased_until is 'Until then one instance sees to it. Of the machine''s time, as all but due_at are.';
create index report_run_waiting on report_run (next_at) where state = 'waiting';
