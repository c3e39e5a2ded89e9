-- A plan made while the log is young may join by reading a whole index, and is kept for as long as the connection lives:
-- what costs nothing on the first morning costs 20 ms a batch by noon. Each contact is looked up by itself.
alter function read_contact_events(int[], text[], bigint) set enable_hashjoin = off;
alter function read_contact_events(int[], text[], bigint) set enable_mergejoin = off;
alter function read_contact_events(int[], text[], bigint) set enable_bitmapscan = off;
alter function read_event_log(bigint, timestamptz, int) set enable_bitmapscan = off;
