-- The first position whose event was received at an instant or later; one after the last where there is none. Receipt never
-- falls as positions rise and positions have no gaps, so that halving finds it: some forty look-ups, whatever the log's size.
create function event_position_at(p_at timestamptz) returns bigint
language plpgsql stable set enable_seqscan = off set jit = off as $$
declare
    v_low  bigint;
    v_high bigint;
    v_mid  bigint;
    v_when timestamptz;
begin
    select first_position, position + 1 into strict v_low, v_high from event_log_head;
    while v_low < v_high loop
        v_mid := (v_low + v_high) / 2;
        select recorded_at into v_when from event_log where position = v_mid;
        if v_when is null or v_when < p_at then
            v_low := v_mid + 1;
        else
            v_high := v_mid;
        end if;
    end loop;
    return v_low;
end $$;
