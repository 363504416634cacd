-- Signed checkpoints of the ledger's tree, and the keys that sign them. The private half of a key is
-- sealed; a key is never replaced, since what it signed is to be verified for years.

create table checkpoint_key (
  name         text        primary key,
  verifier_key text        not null,
  sealed       bytea       not null,
  made_at      timestamptz not null
);

create table ledger_checkpoint (
  size bigint      primary key check (size > 0),
  at   timestamptz not null,
  root bytea       not null check (octet_length(root) = 32),
  note text        not null
);

create function ledger_checkpoint_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'checkpoints are append-only';
end $$;

create trigger ledger_checkpoint_append_only
  before update or delete or truncate on ledger_checkpoint
  for each statement execute function ledger_checkpoint_is_append_only();
