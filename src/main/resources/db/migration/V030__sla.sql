-- The clock line: rules of promises in versions, one row a promise, and what falls due.

-- All policies and calendars of a version, as one document. Version 1 is what the product ships with.
create table sla_rules (
    version        bigint generated always as identity (start with 2) primary key,
    effective_from timestamptz not null,
    content        jsonb not null,
    changed_at     timestamptz not null,
    changed_by     text not null
);
comment on column sla_rules.effective_from is 'By the floor''s clock: it holds for clocks that start then or later, until the next version does.';

-- Holds the rules as they are until the transaction ends, and returns the newest version; null: there is none yet. A function,
-- so that the version is read by a snapshot taken after the lock.
create function sla_rules_in_force() returns bigint language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(7230420);
    return (select max(version) from sla_rules);
end $$;

-- Written by the leader that writes contact facts, in the same transaction: always exactly what the events up to its position
-- say. Only warned and raised are the watch's.
create table sla_target (
    target_id     bigint generated always as identity primary key,
    source_id     int not null,
    contact_id    text collate "C" not null,
    kind          text collate "C" not null,
    cycle         int not null,
    ordinal       int not null,
    policy_id     text collate "C" not null,
    rules_version bigint not null,
    channel       text collate "C" not null,
    queue_id      text collate "C",
    segment       text collate "C",
    started_at    timestamptz not null,
    warn_at       timestamptz,
    deadline      timestamptz,
    provisional   boolean not null,
    state         text collate "C" not null check (state in ('open', 'met', 'breached', 'cancelled')),
    stopped_at    timestamptz,
    alerts        boolean not null,
    warned        boolean not null,
    raised        boolean not null,
    unique (source_id, contact_id, kind, cycle, ordinal)
) with (fillfactor = 85);
comment on column sla_target.deadline is 'Null while it is paused.';
comment on column sla_target.state is 'open: nothing has stopped it, also where its deadline passed.';
comment on column sla_target.alerts is 'False: all of it is imported history, which alerts nobody.';
comment on column sla_target.raised is 'Its breach was signalled, and still holds.';

-- One narrow row for each target that will warn or breach, and none for the rest, so that a sweep costs what is due. Sweeps
-- remember how far they came and never look behind it again, so index entries of rows that are gone cost nothing either, also
-- while a long transaction keeps them from being cleaned up. What is written late, with an instant that sweeps have passed,
-- is found by the leader's position it was written at.
create table sla_due (
    target_id bigint primary key,
    due_at    timestamptz not null,
    position  bigint not null
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02);
create index sla_due_at on sla_due (due_at);
create index sla_due_late on sla_due (position, due_at);

-- One look of a sweep, by one snapshot: how far the leader and the log are, up to where may be swept, and whether anything is
-- due there. p_swept, p_seen: instant and leader's position up to which this instance has found everything. p_passed: up to
-- where earlier looks know that the leader has passed the log. Where it has passed all of the log now, p_now.
create function sla_look(
    p_swept timestamptz, p_seen bigint, p_passed timestamptz, p_now timestamptz,
    out leader_position bigint, out head_position bigint, out until timestamptz, out is_due boolean)
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
    select f.position, h.position into leader_position, head_position from fact_position f, event_log_head h;
    until := case when leader_position >= head_position then greatest(p_now, p_passed) else p_passed end;
    is_due := exists (select 1 from sla_due d where d.due_at >= p_swept and d.due_at < until)
        or p_swept > 'epoch' and leader_position > p_seen and exists (
            select 1 from sla_due d where d.position > p_seen and d.position <= leader_position and d.due_at < p_swept);
end $$;

-- What is due between two instants, or was written behind the first one since a position.
create function sla_find_due(p_swept timestamptz, p_until timestamptz, p_seen bigint, p_limit int) returns setof bigint
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
    return query (select d.target_id from sla_due d
                  where d.due_at >= p_swept and d.due_at < p_until order by d.due_at limit p_limit)
        union (select d.target_id from sla_due d
               where p_swept > 'epoch' and d.position > p_seen and d.due_at < least(p_swept, p_until) order by d.position limit p_limit);
end $$;
