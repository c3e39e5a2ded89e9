-- Parts of the rolling 30-day service scores and of first contact resolution, one row an hour: an hourly refresh sums them
-- up instead of reading a month of facts. Hours of the past that a late event touched are marked by the writer of the facts
-- and made anew at the next refresh.

create table rolling_state (
    only_row          boolean primary key default true check (only_row),
    closed_to         timestamptz not null,
    as_of             timestamptz,
    position          bigint not null,
    first_response_ms bigint not null,
    response_ms       bigint not null,
    come_back_ms      bigint not null
);
comment on column rolling_state.closed_to is 'A change of an hour before this instant is marked as stale.';
comment on column rolling_state.as_of is 'The sums hold for this whole hour; null: never made.';
comment on column rolling_state.position is 'The facts that were read held all up to this position.';
insert into rolling_state (closed_to, position, first_response_ms, response_ms, come_back_ms) values ('epoch', 0, 0, 0, 0);

-- closed_to as it was when the hour was marked: a refresh takes the marks from before its own, so that it never meets a writer.
create table rolling_stale (
    closed_to timestamptz not null,
    hour      timestamptz not null,
    primary key (closed_to, hour)
);

-- What an agent's score is made of, by whole hours of the instants that the parts belong to.
create table score_hour (
    hour                 timestamptz not null,
    agent_id             text collate "C" not null,
    answered             bigint not null,
    csat_micros          bigint not null,
    csat_count           bigint not null,
    first_response_hits  bigint not null,
    first_response_total bigint not null,
    response_hits        bigint not null,
    response_total       bigint not null,
    quality_micros       bigint not null,
    quality_count        bigint not null,
    primary key (hour, agent_id)
);

-- Closes as resolved of known customers, by the hour after which they came up to and including its end. resolved: those
-- after which the customer did not come back; holds once the customer's time for that is over.
create table resolution_hour (
    hour     timestamptz not null,
    queue_id text collate "C" not null,
    agent_id text collate "C",
    excluded boolean not null,
    closed   bigint not null,
    resolved bigint not null
);
create index resolution_hour_hour on resolution_hour (hour);
comment on column resolution_hour.excluded is 'Taken out of the agent''s score on appeal.';
