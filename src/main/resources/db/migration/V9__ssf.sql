-- Streams of security events, what waits in them, and the key that signs them.

-- Two keys may sign by one algorithm, each for a purpose of its own.
alter table signing_key
  add column purpose text not null default 'tokens' check (purpose in ('tokens', 'events'));
drop index signing_key_one_active;
drop index signing_key_one_published;
create unique index signing_key_one_active on signing_key (purpose, algorithm)
  where state = 'active';
create unique index signing_key_one_published on signing_key (purpose, algorithm)
  where state = 'published';

-- One a receiver.
create table ssf_stream (
  id             text        primary key,
  receiver       bigint      not null unique references agent,
  -- Null: the receiver polls.
  endpoint       text,
  -- The value of the header, which only the key-encryption key opens.
  authorization_sealed bytea,
  requested      text[]      not null,
  description    text,
  status         text        not null check (status in ('enabled', 'paused', 'disabled')),
  reason         text,
  -- What the ledger had before does not belong to it.
  after          bigint      not null,
  created_at     timestamptz not null,
  verified_at    timestamptz,
  check (endpoint is not null or authorization_sealed is null)
);

-- Agents and sponsors of whom a receiver does not want to hear.
create table ssf_removed (
  stream text   not null references ssf_stream on delete cascade,
  node   bigint not null references node,
  primary key (stream, node)
);

-- What waits to be delivered, in the order in which it happened. It is signed when it is delivered.
create table ssf_set (
  stream   text        not null references ssf_stream on delete cascade,
  position bigint      not null generated always as identity,
  jti      text        not null,
  -- What is said of the stream itself goes out also while the stream is paused.
  control  boolean     not null,
  claims   jsonb       not null,
  at       timestamptz not null,
  primary key (stream, position)
);
create unique index ssf_set_jti on ssf_set (stream, jti);

-- One row a stream that is pushed: who sends, and when again after a failure.
create table ssf_push (
  stream       text        primary key references ssf_stream on delete cascade,
  leased_until timestamptz not null default '-infinity',
  lease        uuid,
  due_at       timestamptz not null default '-infinity',
  failures     integer     not null default 0
);

-- One row: up to where the ledger was followed. `after` is a place in its tree, `seq` the highest
-- entry whose row was found before it.
create table ssf_cursor (
  only_row boolean primary key default true check (only_row),
  after    bigint  not null,
  seq      bigint  not null
);
insert into ssf_cursor (after, seq) values (-1, 0);
