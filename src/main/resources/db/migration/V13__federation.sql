-- Trust in outside issuers: who is believed, what their tokens are good for, and which agents were made of
-- workloads. States are changed by the door alone, as those of nodes and credentials are.

create table trusted_issuer (
  id           bigint      primary key,
  name         text        not null,
  -- What `iss` has to be, character by character.
  issuer       text        not null,
  profile      text        not null check (profile in ('kubernetes', 'github', 'gitlab', 'oidc', 'spiffe')),
  audience     text        not null,
  algorithms   text[]      not null,
  -- Where its keys come from: an address, the issuer's own metadata, or given here.
  keys_from    text        not null check (keys_from in ('jwks_uri', 'discovery', 'jwks')),
  jwks_uri     text        check ((jwks_uri is null) = (keys_from <> 'jwks_uri')),
  jwks         jsonb       check ((jwks is null) = (keys_from <> 'jwks')),
  trust_domain text        check ((trust_domain is null) = (profile <> 'spiffe')),
  single_use   boolean     not null,
  max_lifetime integer     not null check (max_lifetime between 60 and 86400),
  state        text        not null check (state in ('live', 'suspended', 'revoked')),
  state_seq    bigint,
  state_at     timestamptz,
  state_by     text,
  state_person bigint,
  state_reason text,
  created_at   timestamptz not null
);
-- What was removed may be trusted again, under another id.
create unique index trusted_issuer_issuer on trusted_issuer (issuer) where state <> 'revoked';

create table federation_rule (
  id             bigint      primary key,
  trusted_issuer bigint      not null references trusted_issuer,
  conditions     jsonb       not null,
  -- Either the agent that a workload is, or how one is made.
  agent          bigint      references agent,
  sponsor        bigint      references sponsor,
  kind           text        check (kind in ('ai_agent', 'service', 'workload', 'ci', 'bot')),
  scopes         text[],
  resources      text[],
  max_ttl        integer,
  max_depth      integer,
  max_children   integer,
  -- Agents made so far, and how many there may ever be.
  made           integer     not null default 0,
  most           integer,
  state          text        not null check (state in ('live', 'suspended', 'revoked')),
  state_seq      bigint,
  state_at       timestamptz,
  state_by       text,
  state_person   bigint,
  state_reason   text,
  created_at     timestamptz not null,
  check ((agent is null) <> (sponsor is null))
);
create index federation_rule_issuer on federation_rule (trusted_issuer, created_at, id);

-- One agent for each workload that a rule has made one of.
create table federated_agent (
  rule       bigint      not null references federation_rule,
  identity   text        not null,
  agent      bigint      not null references agent,
  created_at timestamptz not null,
  primary key (rule, identity)
);
