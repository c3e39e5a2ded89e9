-- When a source was heard last, saved now and then: one that fell silent before a restart stays in sight after it.
alter table event_source add column last_seen_at timestamptz;
