-- What happens at an instant: ringing, bots, closes, ratings, reviews.
select width_bucket(at, :starts) as period, {key} as key,
       count(*) filter (where kind = 'MISSED')                                          as missed_hits,
       count(*) filter (where kind = 'RINGING' or kind = 'MISSED' and extra = 1)        as missed_total,
       count(*) filter (where kind = 'CLOSED')                                          as closed,
       count(*) filter (where kind = 'CLOSED' and flags & :bot_only <> 0)               as robot_only_hits,
       count(*) filter (where kind = 'BOT_BEGAN')                                       as robot_only_total,
       count(*) filter (where kind = 'HANDED_OVER')                                     as hand_over_hits,
       count(*) filter (where kind = 'BOT_BEGAN')                                       as hand_over_total,
       sum(value) filter (where kind = 'CSAT')                                          as csat_sum,
       count(*) filter (where kind = 'CSAT')                                            as csat_count,
       count(*) filter (where kind = 'CSAT' and value >= 4000000)                       as csat_rate_hits,
       count(*) filter (where kind = 'CSAT')                                            as csat_rate_total,
       count(*) filter (where kind = 'INVITED' and flags & :participated <> 0)          as participation_hits,
       count(*) filter (where kind = 'INVITED')                                         as participation_total,
       count(*) filter (where kind = 'INVITED')                                         as invitation_hits,
       count(*) filter (where kind = 'CLOSED')                                          as invitation_total,
       count(*) filter (where kind = 'NPS' and value >= 9000000)                        as nps_promoters,
       count(*) filter (where kind = 'NPS' and value <= 6000000)                        as nps_detractors,
       count(*) filter (where kind = 'NPS')                                             as nps_total,
       count(*) filter (where kind = 'REOPENED')                                        as reopened,
       sum(value) filter (where kind = 'REVIEW_ATTITUDE' or kind = 'DIMENSION')         as attitude_sum,
       count(*) filter (where kind = 'REVIEW_ATTITUDE' or kind = 'DIMENSION')           as attitude_count,
       count(*) filter (where kind = 'REVIEW_WORDING' and value = 1)                    as wording_hits,
       count(*) filter (where kind = 'REVIEW_WORDING')                                  as wording_total,
       sum(value) filter (where kind = 'REVIEW')                                        as quality_sum,
       count(*) filter (where kind = 'REVIEW')                                          as quality_count
from contact_fact
where kind in ('MISSED', 'RINGING', 'CLOSED', 'BOT_BEGAN', 'HANDED_OVER', 'CSAT', 'INVITED', 'NPS', 'REOPENED',
               'REVIEW', 'REVIEW_ATTITUDE', 'REVIEW_WORDING', 'DIMENSION')
  and (kind <> 'DIMENSION' or label = 'attitude')
  and at >= :from and at < :to and {filter}
group by 1, 2
limit :limit
