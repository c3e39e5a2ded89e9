-- What those who oversee the floor look at by one place or person: open promises by their deadline, and one agent's contacts.
create index sla_target_open on sla_target (deadline, target_id) where state = 'open';
create index contact_fact_legs_of_agent on contact_fact (agent_id, at) where kind = 'LEG' and agent_id is not null;
