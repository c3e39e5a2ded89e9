-- How many agents a figure stands on: those with a leg that ended in the period.
select width_bucket(at, :starts) as period, {key} as key, count(distinct agent_id) as people
from contact_fact
where kind = 'LEG' and flags & :accepted <> 0 and ended_at is not null and at >= :from and at < :to and {filter}
group by 1, 2
limit :limit
