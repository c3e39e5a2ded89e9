-- How long entries waited that ended in a range, by how they ended: a wait that is as long as a bound belongs below it, as an
-- answer at the deadline is in time.
with waits as materialized (
    select outcome, millis, width_bucket(millis - 1, :bounds) as bucket
    from contact_fact, lateral (select (extract(epoch from ended_at - started_at) * 1000)::bigint as millis) as length
    where kind = 'ENTRY' and outcome in ('ANSWERED', 'ABANDONED') and ended_at is not null
      and at >= :from and at < :to and {filter}
)
select outcome, buckets.counts, lengths.sum, lengths.count, lengths.percentiles
from (
    select outcome, array_agg(n order by bucket) as counts
    from (
        select outcome, bucket, count(millis) as n
        from unnest(array ['ANSWERED', 'ABANDONED']) as outcome
        cross join generate_series(0, cardinality(:bounds)) as bucket
        left join waits using (outcome, bucket)
        group by 1, 2
    ) as counted
    group by 1
) as buckets
left join (
    select outcome, sum(millis)::bigint as sum, count(*) as count,
           percentile_disc(:percentiles) within group (order by millis) as percentiles
    from waits group by 1
) as lengths using (outcome)
