-- What is written late is called only where the leader has passed all that the log held then. A backlog comes in pieces: a
-- contact's begin may be written while its answer is in the log and not read yet, and its deadline is long past.

drop function sla_look(timestamptz, bigint, timestamptz, timestamptz);
drop function sla_find_due(timestamptz, timestamptz, bigint, int);

-- One look of a sweep, by one snapshot: how far the leader and the log are, up to where may be swept, and whether anything is
-- due there. swept: instant and leader's position up to which this instance has found everything. passed: earlier looks know
-- that the leader has passed all that the log held at that instant, and all that it held when the leader was at that position.
-- Where the leader has passed all of the log now, that is p_now and its position.
create function sla_look(
    p_swept_at timestamptz, p_swept_position bigint, p_passed_at timestamptz, p_passed_position bigint, p_now timestamptz,
    out leader_position bigint, out head_position bigint, out until_at timestamptz, out until_position bigint,
    out is_due boolean)
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
    select f.position, h.position into leader_position, head_position from fact_position f, event_log_head h;
    if leader_position >= head_position then
        until_at := greatest(p_now, p_passed_at);
        until_position := leader_position;
    else
        until_at := p_passed_at;
        until_position := p_passed_position;
    end if;
    -- + 0: by the index of instants, whatever the planner thinks of positions.
    is_due := exists (
            select 1 from sla_due d
            where d.due_at >= p_swept_at and d.due_at < until_at and d.position + 0 <= until_position)
        or p_swept_at > 'epoch' and until_position > p_swept_position and exists (
            select 1 from sla_due d
            where d.position > p_swept_position and d.position <= until_position and d.due_at < least(p_swept_at, until_at));
end $$;

-- What is due between two instants, or was written behind the first one since a position; nothing that was written later than
-- p_until_position.
create function sla_find_due(
    p_swept_at timestamptz, p_swept_position bigint, p_until_at timestamptz, p_until_position bigint, p_limit int)
returns setof bigint
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
    return query (select d.target_id from sla_due d
                  where d.due_at >= p_swept_at and d.due_at < p_until_at and d.position + 0 <= p_until_position
                  order by d.due_at limit p_limit)
        union (select d.target_id from sla_due d
               where p_swept_at > 'epoch' and d.position > p_swept_position and d.position <= p_until_position
                   and d.due_at < least(p_swept_at, p_until_at)
               order by d.position limit p_limit);
end $$;
