-- Resource servers that say what they have applied, and the entries that they can say it of.

create table verifier (
  -- The agent that it is; its token is what it acknowledges with.
  id            bigint      primary key references agent,
  name          text        not null,
  resources     text[]      not null check (cardinality(resources) > 0),
  probe         text,
  registered_at timestamptz not null
);
create index verifier_resources on verifier using gin (resources);

-- What was news only: a verifier that has acknowledged an entry has acknowledged all before it.
create table verifier_ack (
  verifier bigint      not null references verifier on delete cascade,
  seq      bigint      not null check (seq >= 0),
  at       timestamptz not null,
  primary key (verifier, seq)
);

-- Entries outlive the list here, so that there are receipts after the last token is dead.
create table revocation_history (
  seq   bigint      primary key,
  id    text        not null,
  at    timestamptz not null,
  until timestamptz not null
);
insert into revocation_history (seq, id, at, until) select seq, id, at, until from revocation_entry;

create function revocation_is_history() returns trigger language plpgsql as $$
begin
  insert into revocation_history (seq, id, at, until) values (new.seq, new.id, new.at, new.until);
  return null;
end $$;
create trigger revocation_is_history after insert on revocation_entry
  for each row execute function revocation_is_history();
