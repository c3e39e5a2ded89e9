-- Drops the oldest week of the log, with the identities of its events, in one transaction: a repeat is known for exactly as
-- long as the event itself is kept. Does nothing where no week has ended before p_before, where another instance is at it,
-- or where a contact in the week is open: not closed after its last reopening, and heard of since p_silent_since.
-- Returns the name of the partition that is gone, or null.
create function drop_oldest_event_week(p_before timestamptz, p_silent_since timestamptz) returns text
language plpgsql set jit = off as $$
declare
    v_week text;
    v_last bigint;
    v_held boolean;
    c_reopened constant smallint := 0;
    c_closed constant smallint := 15;
begin
    if not pg_try_advisory_xact_lock(7230413) then
        return null;
    end if;

    select w.name into v_week from (
        select c.relname as name,
               substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''([^'']+)''\)')::timestamptz as ends_at
        from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event_log'::regclass
    ) w where w.ends_at <= p_before order by w.ends_at limit 1;
    if v_week is null then
        return null;
    end if;

    execute format($q$
        select exists (
            select 1 from (
                select source_id, contact_id from %I where contact_id is not null group by source_id, contact_id
                having max(occurred_at) filter (where type = $1) is null
                    or max(occurred_at) filter (where type = $1) < max(occurred_at) filter (where type = $2)
            ) unclosed
            where exists (
                select 1 from event_log l
                where l.source_id = unclosed.source_id and l.contact_id = unclosed.contact_id
                having max(l.recorded_at) > $3
                   and (max(l.occurred_at) filter (where l.type = $1) is null
                     or max(l.occurred_at) filter (where l.type = $1) < max(l.occurred_at) filter (where l.type = $2))
            ))$q$, v_week) into v_held using c_closed, c_reopened, p_silent_since;
    if v_held then
        return null;
    end if;

    execute format('select max(position) from %I', v_week) into v_last;
    execute format('delete from event_identity i using %I l where i.source_id = l.source_id and i.event_id = l.event_id',
                   v_week);
    -- Appends and readers wait for the last two statements only, and not long: a later run tries again.
    perform set_config('lock_timeout', '2s', true);
    update event_log_head set first_position = greatest(first_position, coalesce(v_last, 0) + 1);
    execute format('drop table %I', v_week);
    return v_week;
end $$;
