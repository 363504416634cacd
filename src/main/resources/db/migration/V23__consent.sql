-- What humans lend to agents by their consent.

alter table node drop constraint node_kind_check;
alter table node add constraint node_kind_check
  check (kind in ('sponsor', 'agent', 'delegation', 'grant'));
alter table node drop constraint node_check1;
alter table node add constraint node_actor_check
  check ((actor is null) = (kind not in ('delegation', 'grant')));

drop index ledger_event_made;
create index ledger_event_made on ledger_event (node)
  where type in ('sponsor_registered', 'agent_registered', 'delegation_made', 'grant_made');

-- How an agent asks humans for their consent; without a redirect URI it cannot.
alter table agent
  add column redirect_uris  text[]  not null default '{}',
  add column public_client  boolean not null default false,
  add column refresh_tokens boolean not null default false,
  add column id_token_alg   text    not null default 'RS256'
    check (id_token_alg in ('ES256', 'EdDSA', 'PS256', 'RS256'));

-- What may be used once and is good for days. It is in no hour's slot: rows are deleted when they have expired.
create table single_use_kept partition of single_use for values in (-1);
create index single_use_kept_until on single_use_kept (until);

-- What a human has consented to; the ceiling is that of the node, which also says whether it is alive.
create table consent (
  grant_node      bigint      primary key references node,
  human           bigint      not null references sponsor,
  agent           bigint      not null references agent,
  scopes          text[]      not null,
  resources       text[]      not null,
  -- What the agent may know of the human by name.
  claims          text[]      not null,
  -- The agent to which it may be handed on by name; 0 for none.
  requested_actor bigint      not null,
  created_at      timestamptz not null
);
create index consent_between on consent (human, agent);

-- For what a code or a refresh token is good. That it is good once is in single_use.
create table ticket (
  -- Of the code or the token, with the format's version before it.
  hash               text        primary key,
  grant_node         bigint      not null references consent,
  -- As the client calls itself.
  client_id          text        not null,
  agent              bigint      not null references agent,
  scopes             text[]      not null,
  resources          text[]      not null,
  requested_actor    bigint,
  -- What whoever shows it has to hold, as in `cnf`.
  confirmation       text,
  confirmation_value text,
  -- Of a code: where it went, and the challenge of RFC 7636.
  redirect_uri       text,
  challenge          text,
  authenticated_at   timestamptz not null,
  methods            text[]      not null,
  nonce              text,
  id_token_claims    text[]      not null,
  refreshes          boolean     not null,
  expires_at         timestamptz not null,
  check ((confirmation is null) = (confirmation_value is null)),
  check (challenge is null or redirect_uri is not null)
);
create index ticket_expires on ticket (expires_at);

-- Requests that wait: pushed ones for the browser, the others for their human.
create table authorization_request (
  -- Of what names it, with the format's version before it.
  hash       text        primary key,
  -- As they came, but for how the client proved itself.
  asked      jsonb       not null,
  -- The pushed request that it is.
  pushed     text,
  began_at   timestamptz not null,
  expires_at timestamptz not null
);
create index authorization_request_expires on authorization_request (expires_at);

-- Agents that a human's consent has made of clients that nobody knew; the address is their client_id.
create table visiting_client (
  agent      bigint      primary key references agent,
  human      bigint      not null references sponsor,
  address    text        not null,
  created_at timestamptz not null
);
create index visiting_client_of on visiting_client (human, address, created_at);
