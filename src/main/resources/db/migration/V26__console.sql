-- What pages of the console list and count, without going through everything, and the views of the
-- list of agents that somebody has kept.

create table saved_view (
  human bigint not null references sponsor,
  name  text   not null check (length(name) <= 200),
  -- Of the address, without the question mark.
  query text   not null check (length(query) <= 1000),
  primary key (human, name)
);

-- To search and sort by: folding case costs more than all the rest of a search over many.
alter table agent add column name_key text not null generated always as (lower(name)) stored;
create index agent_name on agent (name_key, id);
create index agent_sponsor_name on agent (sponsor, name_key, id);
-- Few at any time: what waits for somebody.
create index node_suspended on node (id) where state = 'suspended' and kind = 'agent';
create index node_ending on node (expires_at) where expires_at is not null and kind = 'agent';
create index credential_ending on credential (expires_at) where expires_at is not null;
