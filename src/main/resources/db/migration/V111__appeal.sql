-- Appeals of agents against a contact in their own score.

create table appeal (
    appeal_id  bigint generated always as identity primary key,
    agent_id   text collate "C" not null,
    team_id    text collate "C",
    source_id  int not null,
    contact_id text collate "C" not null,
    channel    text collate "C" not null,
    queue_id   text collate "C",
    served_at  timestamptz not null,
    reason     text not null,
    state      text collate "C" not null check (state in ('open', 'accepted', 'rejected', 'withdrawn')),
    created_at timestamptz not null,
    created_by text not null,
    decided_at timestamptz,
    decided_by text,
    note       text
);
comment on column appeal.team_id is 'The agent''s when it appealed; null: in none.';
comment on column appeal.served_at is 'The end of the agent''s work on the contact, by the floor''s clock.';
comment on column appeal.created_at is 'The machine''s time.';
comment on column appeal.note is 'Why it was decided so.';
create unique index appeal_open on appeal (agent_id, source_id, contact_id) where state = 'open';
create index appeal_agent on appeal (agent_id, appeal_id);
create index appeal_state on appeal (state, appeal_id);

-- What one agent did: the contacts behind the own score, the own days, the own ratings. Only kinds of which a contact has few.
create index contact_fact_of_agent on contact_fact (agent_id, kind, at)
    where agent_id is not null and kind in ('LEG', 'WRAPUP', 'CLOSED', 'CSAT');
-- One agent's hours.
create index score_hour_agent on score_hour (agent_id, hour);
