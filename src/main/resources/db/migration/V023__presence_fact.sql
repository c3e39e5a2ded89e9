-- Agents' presence and memberships in queues as history keeps them. Written by the leader that writes contact facts, in the
-- same transaction as its position. A presence holds from since on until the next one of the agent; of two that hold from the
-- same instant the later event wins, by its instant, its id, its source.

create table presence_fact (
    agent_id    text collate "C" not null,
    since       timestamptz not null,
    at          timestamptz not null,
    event_id    text collate "C" not null,
    source_id   int not null,
    team_id     text collate "C",
    state       text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (agent_id, since)
);
comment on column presence_fact.at is 'The event that said so; the state held from since on.';
comment on column presence_fact.team_id is 'The team that the event named.';
comment on column presence_fact.state is 'Wire name of PresenceState.';

create table membership_fact (
    agent_id    text collate "C" not null,
    queue_id    text collate "C" not null,
    at          timestamptz not null,
    event_id    text collate "C" not null,
    source_id   int not null,
    team_id     text collate "C",
    added       boolean not null,
    recorded_at timestamptz not null,
    primary key (agent_id, queue_id, at)
);

-- Who is in service now, for reports of the time that agents were occupied: few rows, whatever the size of the table.
create index contact_fact_in_service on contact_fact (kind, started_at)
    where kind in ('LEG', 'WRAPUP') and ended_at is null;
