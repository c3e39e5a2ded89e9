-- Receivers know a message by its id, also those who got messages of an earlier database: ids begin with the seconds since 1970 at
-- which the table was made ready, which no earlier one has come to.
select setval(
    pg_get_serial_sequence('message', 'message_id'),
    greatest((select coalesce(max(message_id), 0) from message), extract(epoch from now())::bigint));
