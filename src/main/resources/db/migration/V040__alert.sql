-- Alerts: one row a cause while it is open. A row before it is a message: what is to be told commits with it.

create table alert (
    alert_id        bigint generated always as identity primary key,
    cause           text collate "C" not null,
    kind            text collate "C" not null,
    severity        smallint not null,
    state           text collate "C" not null check (state in ('firing', 'acknowledged', 'resolved', 'takenBack')),
    queue_id        text collate "C",
    source_id       int,
    contact_id      text collate "C",
    agent_id        text collate "C",
    source          text collate "C",
    vip             boolean not null,
    complaint       boolean not null,
    name            text not null,
    metric          text collate "C",
    value           double precision,
    threshold       double precision,
    sample          bigint,
    since           timestamptz not null,
    due             timestamptz,
    late_seconds    double precision not null,
    console_only    boolean not null,
    escalation      jsonb not null,
    raised_at       timestamptz not null,
    ended_at        timestamptz,
    fired_at        timestamptz not null,
    told_at         timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    assignee        text,
    closed_by       text,
    reopened        int not null default 0,
    next_step       int not null default 0,
    next_step_at    timestamptz
) with (fillfactor = 80);
comment on column alert.kind is 'Name of the signal''s record, in camel case.';
comment on column alert.severity is '0 info, 1 warning, 2 critical.';
comment on column alert.name is 'The target, the rule, or the channel that it is about.';
comment on column alert.raised_at is 'The floor''s time.';
comment on column alert.ended_at is 'The floor''s time; null while it is open.';
comment on column alert.fired_at is 'The machine''s time at which it last began to fire: repeats and escalation count from it.';
comment on column alert.told_at is 'The machine''s time at which a message that names it last set out; null: never.';
comment on column alert.next_step_at is 'The machine''s time of the next escalation; null: none.';

-- One open alert a cause, whoever signals it.
create unique index alert_open_cause on alert (cause) where state in ('firing', 'acknowledged');
-- A promise's earlier alert is opened again.
create index alert_cause on alert (cause, alert_id);
-- Who is to be told next.
create index alert_next_step on alert (next_step_at) where state = 'firing' and next_step_at is not null;
-- How alerts of a period went.
create index alert_raised on alert (raised_at);

create table alert_step (
    step_id  bigint generated always as identity primary key,
    alert_id bigint not null references alert,
    at       timestamptz not null,
    action   text collate "C" not null,
    actor    text not null,
    note     text
);
comment on table alert_step is 'What happened to an alert: who, when, note. Only ever appended. Machine''s time.';
create index alert_step_alert on alert_step (alert_id, step_id);

create table notice (
    notice_id bigint generated always as identity primary key,
    alert_id  bigint not null references alert,
    kind      text collate "C" not null,
    duty      text,
    at        timestamptz not null,
    state     text collate "C" not null check (state in ('new', 'held', 'routed', 'dropped')),
    held_by   text collate "C"
) with (fillfactor = 80);
comment on table notice is 'Outbox: what is to be told about an alert. Written with it; routes turn it into deliveries.';
comment on column notice.kind is 'raised, worsened, reopened, reminder, escalated, recovered, corrected.';
comment on column notice.duty is 'Whom an escalation calls; null: whom the routes call.';
comment on column notice.held_by is 'alert:{id} of a queue in trouble, or silence:{id}; null: not held.';
create index notice_new on notice (notice_id) where state = 'new';
create index notice_held on notice (held_by) where state = 'held';
create index notice_alert on notice (alert_id);
