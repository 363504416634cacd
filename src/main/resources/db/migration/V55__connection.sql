-- Authorization servers of third parties, at which agents are connected.
create table provider (
  id                     bigint      primary key,
  name                   text        not null,
  issuer                 text,
  authorization_endpoint text        not null,
  token_endpoint         text        not null,
  revocation_endpoint    text,
  client_id              text        not null,
  method                 text        not null check (method in ('client_secret_basic', 'client_secret_post', 'none')),
  -- The client's secret, sealed; of a client without one it is empty.
  data_key               bytea       not null,
  content                bytea       not null,
  scopes                 text        not null,
  bindings               text        not null,
  created_by             text        not null,
  created_at             timestamptz not null,
  removed_at             timestamptz
);

-- What a human has let an agent do there. The access token is a secret of the vault.
create table connection (
  id           bigint      primary key,
  agent        bigint      not null references agent,
  provider     bigint      not null references provider,
  secret       bigint      not null references vault_secret,
  scopes       text        not null,
  state        text        not null check (state in ('connected', 'broken', 'ending', 'ended')),
  fault        text,
  expires_at   timestamptz,
  connected_by bigint      not null,
  connected_at timestamptz not null,
  -- From when on something is to be done, by whom it is done, and how often that was in vain.
  due_at       timestamptz,
  busy_until   timestamptz not null default '-infinity',
  claim        bigint      not null default 0,
  tries        integer     not null default 0
);
create unique index connection_one on connection (agent, provider) where state in ('connected', 'broken');
create index connection_due on connection (due_at) where due_at is not null;

-- Refresh tokens, apart from what anybody may have used.
create table connection_refresh (
  connection bigint primary key references connection,
  data_key   bytea  not null,
  content    bytea  not null
);

-- What was begun: by the hash of the state, with the verifier of PKCE. Whoever comes back uses it up.
create table connection_state (
  hash       bytea       primary key,
  connection bigint      not null,
  agent      bigint      not null references agent,
  provider   bigint      not null references provider,
  human      bigint      not null,
  session    bigint      not null,
  scopes     text        not null,
  data_key   bytea       not null,
  content    bytea       not null,
  until      timestamptz not null
);
create index connection_state_human on connection_state (human);
