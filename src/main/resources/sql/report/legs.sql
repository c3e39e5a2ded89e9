-- Legs and after-call work that ended in a period. Handle time is of voice and chat; a leg of 0 is not handled. A leg that
-- was only assigned and given away again was no leg of that agent.
select period, key,
       count(*) filter (where handled)                                    as handled,
       sum(value) filter (where handled or wrap_up)                       as handle_seconds_sum,
       count(*) filter (where handled)                                    as handle_seconds_count,
       sum(value) filter (where wrap_up)                                  as wrap_up_seconds_sum,
       count(*) filter (where wrap_up)                                    as wrap_up_seconds_count,
       sum(extra) filter (where leg)                                      as replies_per_leg_sum,
       count(*) filter (where leg)                                        as replies_per_leg_count,
       count(*) filter (where leg and outcome = 'TRANSFERRED')            as transfer_rate_hits,
       count(*) filter (where leg)                                        as transfer_rate_total
from (
    select width_bucket(at, :starts) as period, {key} as key, outcome, value, extra,
           kind = 'LEG'                                                   as leg,
           kind = 'LEG' and value > 0 and channel in ('voice', 'chat')    as handled,
           kind = 'WRAPUP' and channel in ('voice', 'chat')               as wrap_up
    from contact_fact
    where kind in ('LEG', 'WRAPUP') and (kind = 'WRAPUP' or flags & :accepted <> 0) and ended_at is not null
      and at >= :from and at < :to and {filter}
) as legs
group by 1, 2
limit :limit
