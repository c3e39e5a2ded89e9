-- What was told of improvement measures. They are few, and a measure's events have no place among those of contacts; its
-- target follows from all of them, whatever order they came in.
create table measure_event (
    source_id   int not null,
    measure_id  text collate "C" not null,
    event_id    text collate "C" not null,
    done        boolean not null,
    occurred_at timestamptz not null,
    due_at      timestamptz,
    primary key (source_id, measure_id, event_id)
);
comment on column measure_event.done is 'True: measure.done; false: measure.created, which also says so where its date was planned anew.';
comment on column measure_event.due_at is 'The planned date; null: this event names none.';
