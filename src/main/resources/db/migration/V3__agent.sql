-- The tree of authority: sponsors, agents, delegations, and the keys by which agents prove themselves.

create table node (
  id               bigint      primary key,
  kind             text        not null check (kind in ('sponsor', 'agent', 'delegation')),
  parent           bigint      references node,
  -- The ids from the sponsor's node to this one, 8 bytes each: everything below a node is one range
  -- of this index, in depth-first order. No id begins with ff, so a lineage and ff ends its range.
  lineage          bytea       not null unique,
  scopes           text[],     -- null: any
  resources        text[],     -- null: any
  max_ttl          integer     not null check (max_ttl between 1 and 900),
  max_depth        integer     not null check (max_depth >= 0),
  max_children     integer     not null check (max_children >= 0),
  state            text        not null check (state in ('live', 'suspended', 'revoked')),
  -- The entry that brought the present state about, if any.
  state_seq        bigint,
  state_at         timestamptz,
  -- Who ordered the present state, the human who answers for that one, and why.
  state_by         text,
  state_person     bigint,
  state_reason     text,
  -- Direct children ever made, against max_children.
  children         integer     not null default 0,
  -- Live nodes below and including this one, kept while nothing above them is dead: what a
  -- revocation ends, known without a walk.
  live_agents      bigint      not null,
  live_delegations bigint      not null,
  actor            bigint      references node,
  standing         boolean     not null default false,
  expires_at       timestamptz,
  created_at       timestamptz not null,
  check ((parent is null) = (kind = 'sponsor')),
  check ((actor is null) = (kind <> 'delegation'))
);
create unique index node_delegation on node (parent, actor) where kind = 'delegation';
create index node_parent on node (parent);
create index node_actor on node (actor) where actor is not null;

create table sponsor (
  id         bigint      primary key references node,
  name       text        not null,
  email      text        not null,
  issuer     text,
  subject    text,
  created_at timestamptz not null,
  unique (issuer, subject)
);

create table agent (
  id              bigint      primary key references node,
  sponsor         bigint      not null references sponsor,
  name            text        not null,
  kind            text        not null check (kind in ('ai_agent', 'service', 'workload', 'ci', 'bot')),
  purpose         text        not null,
  vendor          text,
  code_repository text,
  code_commit     text,
  code_image      text,
  created_at      timestamptz not null
);
create index agent_created on agent (created_at, id);
create index agent_sponsor on agent (sponsor, created_at, id);

create table credential (
  id         bigint      primary key,
  agent      bigint      not null references agent,
  jwk        jsonb       not null,
  thumbprint text        not null,
  state      text        not null check (state in ('live', 'suspended', 'revoked')),
  state_seq  bigint,
  state_at   timestamptz,
  state_by     text,
  state_person bigint,
  state_reason text,
  created_at timestamptz not null,
  unique (agent, thumbprint)
);
