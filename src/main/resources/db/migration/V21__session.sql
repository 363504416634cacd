-- Humans who have signed in, and what they may do beyond their own agents.

create table session (
  id               bigint      primary key,
  -- Of what the browser holds, with the format's version before it.
  hash             text        not null unique,
  human            bigint      not null references sponsor,
  -- How they proved who they are: RFC 8176.
  methods          text[]      not null,
  -- The identity provider that said so; null for an account here.
  provider         text,
  address          text        not null,
  browser          text        not null,
  started_at       timestamptz not null,
  authenticated_at timestamptz not null,
  seen_at          timestamptz not null,
  ends_at          timestamptz not null,
  ended_at         timestamptz
);
create index session_human on session (human, started_at desc) where ended_at is null;
create index session_ends on session (ends_at);

create table human_role (
  human      bigint      not null references sponsor,
  role       text        not null check (role in ('admin', 'security', 'auditor', 'operator')),
  -- Who gave it: a human's node, or what else is named in the ledger.
  granted_by text        not null,
  granted_at timestamptz not null,
  primary key (human, role)
);
