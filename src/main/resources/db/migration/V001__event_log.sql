-- The event log: append-only, numbered gap-free in commit order, partitioned by receipt.

create table event_source (
    source_id  int generated always as identity primary key,
    name       text collate "C" not null unique,
    created_at timestamptz not null
);
comment on table event_source is 'Numbers of sources. name is the CloudEvents source, such as /connectors/demo.';

-- One row. Its lock is the order of commits: taken last in an append, held until its end.
create table event_log_head (
    only_row       boolean primary key default true check (only_row),
    position       bigint not null,
    recorded_at    timestamptz not null,
    first_position bigint not null
) with (fillfactor = 10);
comment on column event_log_head.first_position is 'The lowest position still kept.';
insert into event_log_head (position, recorded_at, first_position) values (0, 'epoch', 1);

-- Kept for as long as the log rows are. content_hash: the first 8 bytes of a SHA-256 over the canonical content.
create table event_identity (
    source_id    int not null,
    event_id     text collate "C" not null,
    content_hash bigint not null,
    primary key (source_id, event_id)
);

create table event_log (
    position     bigint not null,
    recorded_at  timestamptz not null,
    occurred_at  timestamptz not null,
    source_id    int not null,
    type         smallint not null,
    imported     boolean not null,
    event_id     text collate "C" not null,
    sequence     text collate "C",
    contact_id   text collate "C",
    customer_key text collate "C",
    data         json not null,
    unique (position, recorded_at)
) partition by range (recorded_at);
comment on column event_log.recorded_at is 'Receipt by the floor''s clock; never falls as position rises.';
comment on column event_log.type is 'Ordinal of EventType.';
comment on column event_log.customer_key is 'Keyed hash; stands here and nowhere in data, so that one deletion replaces it.';
create index event_log_contact on event_log (source_id, contact_id) where contact_id is not null;

create table event_conflict (
    conflict_id  bigint generated always as identity primary key,
    source_id    int not null,
    event_id     text collate "C" not null,
    content_hash bigint not null,
    seen_at      timestamptz not null
);
comment on table event_conflict is 'The same identity with other content: the first stayed. The newest rows only.';

-- Makes the partition of the week (Monday, UTC) that holds an instant, where it is not there yet.
create function ensure_event_partition(p_at timestamptz) returns void language plpgsql as $$
declare
    v_from timestamptz := date_trunc('week', p_at, 'UTC');
    v_to   timestamptz := v_from + interval '168 hours';
    v_name text := 'event_log_' || to_char(v_from at time zone 'UTC', 'IYYY"w"IW');
begin
    if to_regclass(v_name) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(7230411);
    if to_regclass(v_name) is null then
        -- Attached rather than created in place: that takes the weaker lock, which lets appends and readers pass.
        execute format('create table %I (like event_log including defaults)', v_name);
        execute format('alter table event_log attach partition %I for values from (%L) to (%L)', v_name, v_from, v_to);
    end if;
end $$;

-- Appends events with different identities, numbered in the order given. Identities first and sorted, the head's lock
-- last and short: two appends that share identities cannot wait for each other in a circle, and numbers are given to
-- rows really inserted only. Raises lock_not_available after p_lock_timeout milliseconds; nothing is done then.
-- duplicates and conflicts are 1-based places in the arrays; every other place was given first_position, +1, …
create function append_events(
    p_now timestamptz, p_lock_timeout int, p_source_ids int[], p_event_ids text[], p_hashes bigint[], p_types smallint[],
    p_occurred timestamptz[], p_sequences text[], p_contact_ids text[], p_customer_keys text[], p_imported boolean[],
    p_data text[],
    out first_position bigint, out recorded_at timestamptz, out duplicates int[], out conflicts int[])
-- A plan made while a table is young must not scan it when it has grown.
language plpgsql set enable_seqscan = off set jit = off as $$
declare
    v_fresh int[];
    v_count int := coalesce(cardinality(p_event_ids), 0);
    v_taken bigint;
    v_recorded timestamptz;
begin
    perform set_config('lock_timeout', p_lock_timeout::text, true);

    with given as (
        select s, e, h, o from unnest(p_source_ids, p_event_ids, p_hashes) with ordinality as g (s, e, h, o)
    ), fresh as (
        insert into event_identity (source_id, event_id, content_hash)
        select s, e, h from given order by s, e collate "C"
        on conflict do nothing
        returning source_id, event_id
    )
    select coalesce(array_agg(o::int order by o), '{}') into v_fresh
    from given join fresh on s = fresh.source_id and e = fresh.event_id;

    duplicates := '{}';
    conflicts := '{}';
    if cardinality(v_fresh) < v_count then
        select coalesce(array_agg(o::int order by o) filter (where i.content_hash = h), '{}'),
               coalesce(array_agg(o::int order by o) filter (where i.content_hash <> h), '{}')
        into duplicates, conflicts
        from unnest(p_source_ids, p_event_ids, p_hashes) with ordinality as g (s, e, h, o)
        join event_identity i on i.source_id = s and i.event_id = e
        where o::int <> all (v_fresh);

        insert into event_conflict (source_id, event_id, content_hash, seen_at)
        select p_source_ids[o], p_event_ids[o], p_hashes[o], p_now from unnest(conflicts) as c (o);
    end if;

    if cardinality(v_fresh) = 0 then
        return;
    end if;

    select h.position, greatest(h.recorded_at, p_now) into strict v_taken, v_recorded from event_log_head h for update;
    perform ensure_event_partition(v_recorded);

    if cardinality(v_fresh) = v_count then
        insert into event_log
        select v_taken + o, v_recorded, at, s, t, imp, e, seq, c, k, d::json
        from unnest(p_source_ids, p_event_ids, p_types, p_occurred, p_sequences, p_contact_ids, p_customer_keys,
                    p_imported, p_data) with ordinality as g (s, e, t, at, seq, c, k, imp, d, o)
        order by o;
    else
        insert into event_log
        select v_taken + n, v_recorded, at, s, t, imp, e, seq, c, k, d::json
        from unnest(p_source_ids, p_event_ids, p_types, p_occurred, p_sequences, p_contact_ids, p_customer_keys,
                    p_imported, p_data) with ordinality as g (s, e, t, at, seq, c, k, imp, d, o)
        join unnest(v_fresh) with ordinality as f (fo, n) on fo = o
        order by n;
    end if;

    update event_log_head h set position = v_taken + cardinality(v_fresh), recorded_at = v_recorded;
    first_position := v_taken + 1;
    recorded_at := v_recorded;
end $$;

-- The next events after a position, in order. p_recorded_at: receipt of the event at p_after; it leaves out older partitions.
create function read_event_log(p_after bigint, p_recorded_at timestamptz, p_limit int) returns setof event_log
language plpgsql stable set enable_seqscan = off set jit = off as $$
begin
    return query select * from event_log l
        where l.position > p_after and l.recorded_at >= p_recorded_at order by l.position limit p_limit;
end $$;

-- The events of contacts up to a position, in order.
create function read_contact_events(p_source_ids int[], p_contact_ids text[], p_up_to bigint) returns setof event_log
language plpgsql stable set enable_seqscan = off set jit = off as $$
begin
    return query select l.* from unnest(p_source_ids, p_contact_ids) as w (s, c)
        join event_log l on l.source_id = w.s and l.contact_id = w.c
        where l.position <= p_up_to order by l.position;
end $$;
