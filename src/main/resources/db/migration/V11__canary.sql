-- The canary: whose turn it is, its chains, and what the last runs have found.

-- One row: runs are counted and taken here, by one replica at a time.
create table canary (
  only_row   boolean     primary key default true check (only_row),
  run        bigint      not null default 0,
  due_at     timestamptz not null default '-infinity',
  -- Until then the run is under way, unless it says earlier that it has ended.
  busy_until timestamptz not null default '-infinity'
);
insert into canary default values;

-- Two agents below each sponsor who has answered for the canary: ids are for ever, so they are used again.
create table canary_chain (
  sponsor    bigint primary key references sponsor,
  root       bigint not null references agent,
  below      bigint not null references agent,
  jwk        text   not null,
  -- The private half, which only the key-encryption key opens.
  key_sealed bytea  not null
);

-- The last 500 runs: each takes the place of the one 500 before it.
create table canary_run (
  slot       integer     primary key check (slot between 0 and 499),
  run        bigint      not null,
  at         timestamptz not null,
  seq        bigint,
  commit_us  bigint,
  publish_us bigint,
  problem    text
);

-- What each verifier did in those. A row whose run is not the slot's any more says nothing.
create table canary_sighting (
  verifier      bigint  not null references verifier on delete cascade,
  slot          integer not null check (slot between 0 and 499),
  run           bigint  not null,
  resource      text    not null,
  outcome       text    not null check (outcome in ('refused', 'never_refused', 'not_let_in', 'unreachable')),
  why           text,
  total_us      bigint,
  round_trip_us bigint,
  receive_us    bigint,
  apply_us      bigint,
  refusal_us    bigint,
  primary key (verifier, slot)
);
