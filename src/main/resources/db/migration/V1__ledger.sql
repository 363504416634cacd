-- The record of what happened, what may be used once, and the order of revocations.

create table ledger_event (
  id             bigint generated always as identity primary key,
  schema_version smallint    not null,
  at             timestamptz not null default clock_timestamp(),
  type           text        not null,
  actor          text        not null,
  agent          bigint,
  sponsor        bigint,
  node           bigint,
  path           text[]      not null,
  jti            text,
  target         text,
  decision       text        not null check (decision in ('granted', 'refused')),
  reason         text        not null,
  detail         jsonb       not null,
  request_id     text        not null,
  client_address text        not null
);

create function ledger_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;

create trigger ledger_event_append_only before update or delete or truncate on ledger_event
  for each statement execute function ledger_event_is_append_only();

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

-- The lines of the revocation list. `seq` is assigned under the exclusive lock, never by a sequence:
-- a sequence leaves gaps when a transaction rolls back, and a reader takes a gap for a loss.
create table revocation_entry (
  seq   bigint      primary key,
  id    text        not null,
  at    timestamptz not null,
  until timestamptz not null
);
create index revocation_entry_id on revocation_entry (id);

-- One row: the highest `seq` ever assigned, which outlives the entries, and the highest that was
-- dropped. What was believed true before that cannot be checked any more.
create table revocation_head (
  only_row  boolean primary key default true check (only_row),
  seq       bigint  not null,
  forgotten bigint  not null default 0 check (forgotten <= seq)
);
insert into revocation_head (seq) values (0);
