-- Contact facts: one row a contribution of a contact (contact.domain.Span). Written by one leader only, together with its
-- position in the event log, so that the rows are always exactly what the events up to that position say.

create table contact_fact (
    source_id    int not null,
    contact_id   text collate "C" not null,
    cycle        int not null,
    kind         text collate "C" not null,
    ordinal      int not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    at           timestamptz not null,
    outcome      text collate "C" not null,
    channel      text collate "C" not null,
    queue_id     text collate "C",
    agent_id     text collate "C",
    team_id      text collate "C",
    accept_mode  text collate "C",
    segment      text collate "C",
    value        bigint not null,
    extra        bigint not null,
    flags        int not null,
    label        text collate "C",
    customer_key text collate "C",
    topic        text collate "C",
    recorded_at  timestamptz not null,
    -- Replaces a contact's rows, and finds what else a contact did.
    primary key (source_id, contact_id, cycle, kind, ordinal)
);
comment on column contact_fact.kind is 'Name of SpanKind.';
comment on column contact_fact.ended_at is 'Null while it runs.';
comment on column contact_fact.at is 'The event that completed it; started_at while it runs. A figure belongs to the period of this instant.';
comment on column contact_fact.outcome is 'Name of Outcome.';
comment on column contact_fact.flags is 'Sum of the flags of Span.';
comment on column contact_fact.customer_key is 'Keyed hash; null: unknown customer.';
comment on column contact_fact.recorded_at is 'Receipt of the event that last changed it: single agents'' detail is kept by it.';

-- Each write pays for each index, so there are only those that a report cannot do without.
-- What was completed in a period, of one kind.
create index contact_fact_completed on contact_fact (kind, at);
-- What began in a period, and deadlines (begin + limit): only of kinds that last. The others begin when they are complete.
create index contact_fact_begun on contact_fact (kind, started_at)
    where kind in ('ENTRY', 'FIRST_RESPONSE', 'RESPONSE', 'AGENT_FIRST_RESPONSE', 'AGENT_RESPONSE',
                   'COMPLAINT', 'COMPLAINT_ANSWER', 'COMPLAINT_FOLLOW_UP', 'FEEDBACK', 'SUGGESTION');
-- Who waits now: few rows, whatever the size of the table.
create index contact_fact_waiting on contact_fact (started_at) where kind = 'ENTRY' and ended_at is null;
-- Whether a customer came back.
create index contact_fact_customer on contact_fact (customer_key, started_at)
    where kind = 'CONTACT' and customer_key is not null;
-- Rows received before a day: they lie together on disk, so a block range is enough.
create index contact_fact_recorded on contact_fact using brin (recorded_at) with (autosummarize = on);

-- One row: how far the facts have come. fence rises with each new leader; only its holder may write.
create table fact_position (
    only_row    boolean primary key default true check (only_row),
    position    bigint not null,
    recorded_at timestamptz not null,
    fence       bigint not null
) with (fillfactor = 10);
comment on column fact_position.recorded_at is 'Receipt of the event at that position.';
insert into fact_position (position, recorded_at, fence) values (0, 'epoch', 0);
