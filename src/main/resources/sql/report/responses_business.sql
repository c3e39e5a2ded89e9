-- First responses in business time: each start and end becomes the business time that passed up to it by the calendar of the
-- queue, found in the sorted opening hours (OpenTimes). Which period a wait belongs to is as for calendar time: its end where
-- it was over by the deadline, else the deadline.
select period, key,
       sum(millis)                                as {seconds}_sum,
       count(millis)                              as {seconds}_count,
       percentile_disc(:percentiles) within group (order by millis) filter (where millis is not null)
                                                  as {seconds}_percentiles,
       count(*) filter (where hit)                as {within}_hits,
       count(*) filter (where hit or overdue)     as {within}_total
from (
    select width_bucket(at, :starts) as period, {key} as key,
           case when outcome in ('REPLIED', 'DONE') then done - begun end    as millis,
           outcome in ('REPLIED', 'DONE') and end_key <= due_key             as hit,
           false                                                             as overdue
    from contact_fact
    cross join lateral (select {slot} * :span as slot offset 0) as calendar
    cross join lateral (select slot + (extract(epoch from started_at) * 1000)::bigint as start_key,
                               slot + (extract(epoch from ended_at) * 1000)::bigint   as end_key offset 0) as keys
    cross join lateral (select width_bucket(start_key, :begins) as s, width_bucket(end_key, :begins) as e offset 0) as found
    cross join lateral (select (:passed)[s] + least(start_key - (:begins)[s], (:lengths)[s]) as begun,
                               (:passed)[e] + least(end_key - (:begins)[e], (:lengths)[e])   as done offset 0) as passed
    cross join lateral (select width_bucket(begun + :within - 1, :passed) as d offset 0) as deadline
    cross join lateral (select case when :within = 0 then start_key
                                    else (:begins)[d] + begun + :within - (:passed)[d] end as due_key) as due
    where kind = '{kind}' and ended_at is not null and at >= :from and at < :to and {filter}
    union all
    select width_bucket(due_at, :starts), key, null, false, true
    from (
        select {key} as key, ended_at, to_timestamp((due_key - slot) / 1000.0) as due_at
        from contact_fact
        cross join lateral (select {slot} * :span as slot offset 0) as calendar
        cross join lateral (select slot + (extract(epoch from started_at) * 1000)::bigint as start_key offset 0) as keys
        cross join lateral (select width_bucket(start_key, :begins) as s offset 0) as found
        cross join lateral (select (:passed)[s] + least(start_key - (:begins)[s], (:lengths)[s]) as begun offset 0) as passed
        cross join lateral (select width_bucket(begun + :within - 1, :passed) as d offset 0) as deadline
        cross join lateral (select case when :within = 0 then start_key
                                        else (:begins)[d] + begun + :within - (:passed)[d] end as due_key) as due
        where kind = '{kind}' and started_at >= :earliest_start and started_at < :to
          and (ended_at is null or ended_at > started_at + :within * interval '1 millisecond') and {filter}
    ) as late
    where due_at >= :from and due_at < :to and due_at < :now and (ended_at is null or ended_at > due_at)
) as waits
group by 1, 2
limit :limit
