-- Complaints opened in a period, by category. total is of all of them, whatever category
-- or none. Of each period the most frequent ones; without a category comes last.
select period, category, complaints, total
from (
    select period, category, complaints, sum(complaints) over (partition by period)::bigint as total,
           row_number() over (partition by period order by category is null, complaints desc, category) as place
    from (
        select width_bucket(started_at, :starts) as period, category, count(*) as complaints
        from contact_fact
        where kind = 'COMPLAINT' and started_at >= :from and started_at < :to
          and (:queues is null or coalesce(queue_id, {no_queue}) = any (:queues))
          and (:channels is null or channel = any (:channels))
        group by 1, 2
    ) as counted
) as ranked
where place <= :limit
order by period, place
