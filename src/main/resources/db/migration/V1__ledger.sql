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

create table single_use (
  kind   text        not null,
  holder text        not null,
  value  text        not null,
  until  timestamptz not null,
  primary key (kind, holder, value)
);

-- Tokens that have not expired, for saying how many a revocation ends. The ledger has the history.
create table issued_token (
  jti        text        primary key,
  node       bigint      not null,
  path       text[]      not null,
  expires_at timestamptz not null
);
create index issued_token_path on issued_token using gin (path);

-- The lines of the revocation list. `seq` is assigned under the exclusive lock, never by a sequence:
-- a sequence leaves gaps when a transaction rolls back, and a reader takes a gap for a loss.
create table revocation_entry (
  seq   bigint      primary key,
  id    text        not null,
  at    timestamptz not null,
  until timestamptz not null
);
create index revocation_entry_id on revocation_entry (id);

-- One row: the highest `seq` ever assigned, which outlives the entries.
create table revocation_head (
  only_row boolean primary key default true check (only_row),
  seq      bigint  not null
);
insert into revocation_head (seq) values (0);
