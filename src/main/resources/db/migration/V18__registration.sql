-- Clients that register themselves: with a token that an administrator made, under its sponsor and inside its ceiling.

create table registration_token (
  id           bigint      primary key,
  -- Of the token, with the format's version before it.
  hash         text        not null unique,
  sponsor      bigint      not null references sponsor,
  kind         text        not null check (kind in ('ai_agent', 'service', 'workload', 'ci', 'bot')),
  scopes       text[]      not null,
  resources    text[]      not null,
  max_ttl      integer,
  max_depth    integer     not null,
  max_children integer     not null,
  uses         integer     not null check (uses between 1 and 10000),
  used         integer     not null default 0 check (used between 0 and uses),
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  created_by   text        not null,
  created_at   timestamptz not null
);
create index registration_token_created on registration_token (created_at, id);

create table registered_client (
  agent              bigint      primary key references agent,
  registration_token bigint      not null references registration_token,
  -- Of its registration access token: good for this client alone, and for as long as the agent lives.
  access_hash        text        not null,
  -- What it says of itself; what it may do is the node's ceiling and the credentials.
  metadata           jsonb       not null,
  changed_at         timestamptz not null
);
create index registered_client_token on registered_client (registration_token);
