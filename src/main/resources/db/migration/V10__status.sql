-- Token Status Lists: which place in which list tells of the tokens of a holder. A list takes new
-- holders for a day, is in use for two, and is dropped as a whole; a place is never given twice.

create table status_list (
  id        bigint      primary key,
  opened_at timestamptz not null,
  -- Hardly a place is left.
  crowded   boolean     not null default false
);

create table status_index (
  list  bigint  not null,
  index integer not null check (index between 0 and 131071),
  -- 128 bits of SHA-256 over the ids.
  holder uuid   not null,
  -- The first 64 bits of each id that the tokens rest on.
  ids   bigint[] not null,
  -- Of entries above it the place tells.
  since bigint  not null,
  primary key (list, index)
) partition by list (list);
create index status_index_holder on status_index (holder);
create index status_index_ids on status_index using gin (ids);

create function open_status_list(id bigint, opened_at timestamptz) returns void language plpgsql as $$
begin
  insert into status_list values (id, opened_at);
  execute format('create table %I partition of status_index for values in (%s)',
                 'status_index_' || to_hex(id), id);
end $$;

-- Dropping waits for whoever reads: better to give up and come again than to make mints wait behind it.
create function drop_status_lists(opened_before timestamptz) returns void language plpgsql as $$
declare
  old bigint;
begin
  set local lock_timeout = '2s';
  for old in
    delete from status_list where opened_at < opened_before returning id
  loop
    execute format('drop table %I', 'status_index_' || to_hex(old));
  end loop;
end $$;
