-- What a secret will be next, made before it is told anybody else: sealed like a version, and given to nobody.
create table vault_successor (
  secret     bigint      primary key references vault_secret,
  number     integer     not null check (number >= 2),
  data_key   bytea       not null,
  content    bytea       not null,
  -- That nobody works on it: whoever writes another version puts it aside.
  resting    boolean     not null default false,
  created_at timestamptz not null
);

-- How a secret is replaced where it is used.
create table rotator (
  secret           bigint      primary key references vault_secret,
  method           text        not null check (method in ('postgresql', 'webhook')),
  endpoint         text,
  every            bigint      check (every > 0),
  after_revocation boolean     not null,
  set_by           text        not null,
  set_at           timestamptz not null,
  -- Up to which revocation it is known that nobody was told it whose authority was revoked.
  looked           bigint      not null default -1,
  -- What is under way: its name, which version is to be replaced, and why.
  run              text,
  base             integer,
  cause            text,
  -- How often it was tried in vain, also before it was given up, and from when on it is tried.
  tries            integer     not null default 0,
  due_at           timestamptz,
  busy_until       timestamptz not null default '-infinity',
  claim            bigint      not null default 0,
  -- How it last failed, and the version for which it was given up.
  fault            text,
  broken           integer,
  ended_at         timestamptz,
  check ((method = 'webhook') = (endpoint is not null)),
  check ((run is null) = (base is null) and (run is null) = (cause is null)),
  check (broken is null or (run is null and fault is not null))
);
create index rotator_due on rotator (due_at) where run is not null;
create index vault_secret_rotate on vault_secret (rotate_at) where rotate_at is not null;
