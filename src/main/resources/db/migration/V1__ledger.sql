-- The record of what happened, what may be used once, and the order of revocations.

-- Where a transaction stands in the one order of all rows: its number, which PostgreSQL never gives
-- twice, over a base. After a logical restore into a cluster whose counter is behind what the ledger
-- holds, `settle_ledger_order` puts a larger base in.
create function ledger_order() returns bigint language sql stable
  return pg_current_xact_id()::text::bigint + 0;

-- All transactions below the horizon have ended. So the rows below it, in the order of (xact, id),
-- never get another one in between.
create function ledger_horizon() returns bigint language sql stable
  return pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0;

create table ledger_event (
  xact           bigint      not null default ledger_order(),
  id             bigint      not null generated always as identity,
  schema_version smallint    not null,
  at             timestamptz not null,
  type           text        not null,
  actor          text        not null,
  agent          bigint,
  sponsor        bigint,
  node           bigint,
  path           text[]      not null,
  jti            text,
  code_root      text,
  target         text,
  decision       text        not null check (decision in ('granted', 'refused')),
  reason         text        not null,
  detail         jsonb       not null,
  request_id     text        not null,
  client_address text        not null,
  -- SHA-256 over a zero byte and the row's canonical line (RFC 6962 §2.1).
  leaf_hash      bytea       not null check (length(leaf_hash) = 32),
  primary key (xact, id)
);

-- Each of these costs every token something; src/docs/ledger.md has the measure of it.
create index ledger_event_agent on ledger_event (agent, xact, id);
create index ledger_event_jti on ledger_event (jti) where jti is not null;
-- These cost a token nothing: it has no row in them.
create index ledger_event_made on ledger_event (node)
  where type in ('sponsor_registered', 'agent_registered', 'delegation_made');
create index ledger_event_withdrawn on ledger_event (target)
  where type in ('authority_revoked', 'authority_suspended', 'authority_resumed',
                 'authority_tightened');

-- The place of each row in the tree. Its order is that of (xact, id) as well, so that a row's place is
-- found by halving and needs no second index.
create table ledger_leaf (
  index bigint primary key,
  xact  bigint not null,
  id    bigint not null
);

-- One row: how far the tree has grown, and the last row that is in it.
create table ledger_tree (
  only_row  boolean primary key default true check (only_row),
  size      bigint  not null,
  last_xact bigint  not null,
  last_id   bigint  not null
);
insert into ledger_tree (size, last_xact, last_id) values (0, 0, 0);

-- The hashes of the tree, 32 bytes each, up to 256 in a row (C2SP tlog-tiles). The last tile of a level
-- grows until it is full. They are random, so that nothing is gained by compressing them.
create table ledger_tile (
  level  smallint not null,
  index  bigint   not null,
  hashes bytea    not null,
  primary key (level, index)
);
alter table ledger_tile alter column hashes set storage external;

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;

create trigger ledger_event_append_only before update or delete or truncate on ledger_event
  for each statement execute function ledger_is_append_only();
create trigger ledger_leaf_append_only before update or delete or truncate on ledger_leaf
  for each statement execute function ledger_is_append_only();

-- The place in the tree of a row; null as long as it has none.
create function ledger_index_of(wanted_xact bigint, wanted_id bigint) returns bigint
language plpgsql stable as $$
declare
  low  bigint := 0;
  high bigint := (select size - 1 from ledger_tree);
  mid  bigint;
  leaf record;
begin
  while low <= high loop
    mid := (low + high) / 2;
    select xact, id into leaf from ledger_leaf where index = mid;
    if leaf.xact is null then
      return null;
    elsif (leaf.xact, leaf.id) = (wanted_xact, wanted_id) then
      return mid;
    elsif (leaf.xact, leaf.id) < (wanted_xact, wanted_id) then
      low := mid + 1;
    else
      high := mid - 1;
    end if;
  end loop;
  return null;
end $$;

-- Sees to it that whatever is written from now on comes after all that the ledger holds, and gives the
-- base over which it does. A change of base waits for the writers under way, which would still use the
-- old one.
create function settle_ledger_order() returns bigint language plpgsql as $$
declare
  newest bigint;
  next   bigint;
  base   bigint;
begin
  for attempt in 1 .. 2 loop
    select coalesce(max(xact), 0),
           ledger_horizon() - pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint
      into newest, base, next
      from ledger_event;
    if newest < base + next then
      return base;
    end if;
    -- Nothing is decided on what was read before the lock.
    lock table ledger_event in share row exclusive mode;
  end loop;
  base := newest + 1;
  execute format($sql$
    create or replace function ledger_order() returns bigint language sql stable
      return pg_current_xact_id()::text::bigint + %s::bigint$sql$, base);
  execute format($sql$
    create or replace function ledger_horizon() returns bigint language sql stable
      return pg_snapshot_xmin(pg_current_snapshot())::text::bigint + %s::bigint$sql$, base);
  return base;
end $$;

-- What is worth keeping only until it expires lives in slots of an hour each, which are dropped as a
-- whole. A slot is the hour, since 1970, in which its rows expire.
create function slot_of(at timestamptz) returns bigint language sql immutable
  return floor(extract(epoch from at) / 3600)::bigint;

-- What was used once. Two copies of one assertion expire in the same slot, so that of all copies
-- at all replicas one gets in.
create table single_use (
  -- 128 bits of SHA-256 over kind, holder and value: short, and the value may be a secret.
  id    uuid        not null,
  until timestamptz not null,
  slot  bigint      not null,
  primary key (id, slot)
) partition by list (slot);

-- Tokens that have not expired, for saying how many a revocation ends. The ledger has the history.
create table issued_token (
  jti        uuid        not null,
  node       bigint      not null,
  -- The first 64 bits of each id: all of a node's or a credential's, half of a token's.
  path       bigint[]    not null,
  -- By which else an entry may end it: scopes, resource, kinds, vendors. Not indexed: it would cost
  -- every token, and is asked for when a whole class is.
  classes    text[]      not null,
  -- Under which it was minted: an entry above it ended the token.
  fence      bigint      not null,
  expires_at timestamptz not null,
  slot       bigint      not null,
  primary key (jti, slot)
) partition by list (slot);
create index issued_token_path on issued_token using gin (path);

-- Makes the slots of this hour and the next three. Nothing that is used once or issued lives longer
-- than an hour, so that a slot is there before it is needed even when this was not called for two.
create function make_slots() returns void language plpgsql as $$
declare
  this   bigint := slot_of(now());
  parent text;
  slot   bigint;
begin
  -- Another replica may be at it.
  perform pg_advisory_xact_lock(hashtextextended('slots', 0));
  -- That a slot is there already is no news.
  set local client_min_messages = warning;
  foreach parent in array array['single_use', 'issued_token'] loop
    for slot in this .. this + 3 loop
      execute format('create table if not exists %I partition of %I for values in (%s)',
                     parent || '_' || slot, parent, slot);
    end loop;
  end loop;
end $$;

-- Drops the slots that are over. Dropping waits for whoever reads: better to give up and come again
-- than to make mints wait behind it.
create function drop_slots() returns void language plpgsql as $$
declare
  old text;
begin
  perform pg_advisory_xact_lock(hashtextextended('slots', 0));
  set local lock_timeout = '2s';
  for old in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('single_use'::regclass, 'issued_token'::regclass)
      and substring(c.relname from '[0-9]+$')::bigint < slot_of(now())
  loop
    execute format('drop table %I', old);
  end loop;
end $$;

do $$ begin perform make_slots(); end $$;

-- What an id on a path is in `issued_token.path`: its first 64 bits. Null for what is no node, no
-- credential and no token.
create function path_bits(id text) returns bigint language sql immutable parallel safe
  return case when id ~ '^[A-Za-z0-9_-]{11}([A-Za-z0-9_-]{11})?$' then
    ('x' || encode(substring(
       decode(rpad(translate(id, '-_', '+/'), (length(id) + 3) / 4 * 4, '='), 'base64')
       from 1 for 8), 'hex'))::bit(64)::bigint
  end;

-- A `jti` as tokens and entries have it.
create function token_id(jti uuid) returns text language sql immutable parallel safe
  return rtrim(translate(encode(uuid_send(jti), 'base64'), '+/', '-_'), '=');

-- The other way round.
create function token_bits(jti text) returns uuid language sql immutable parallel safe
  return encode(decode(translate(jti, '-_', '+/') || '==', 'base64'), 'hex')::uuid;

-- The lines of the revocation list. `seq` is assigned under the exclusive lock, never by a sequence:
-- a sequence leaves gaps when a transaction rolls back, and a reader takes a gap for a loss.
create table revocation_entry (
  seq   bigint      primary key,
  id    text        not null,
  at    timestamptz not null,
  until timestamptz not null,
  bits  bigint generated always as (path_bits(id)) stored
);
create index revocation_entry_id on revocation_entry (id);
create index revocation_entry_bits on revocation_entry (bits);

-- One row: the highest `seq` ever assigned, which outlives the entries, and the highest that was
-- dropped. What was believed true before that cannot be checked any more.
create table revocation_head (
  only_row  boolean primary key default true check (only_row),
  seq       bigint  not null,
  forgotten bigint  not null default 0 check (forgotten <= seq)
);
insert into revocation_head (seq) values (0);

-- Only wakes, when the transaction commits; who is woken reads the table.
create function revocation_head_moved() returns trigger language plpgsql as $$
begin
  perform pg_notify('avowry_revocation', new.seq::text);
  return null;
end $$;
create trigger revocation_head_moved after update of seq on revocation_head
  for each row execute function revocation_head_moved();
