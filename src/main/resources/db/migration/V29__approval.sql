-- What it takes that a scope is given, and what humans are asked for out of band.

create table approval_rule (
  scope      text        primary key,
  approval   text        not null check (approval in ('none', 'sponsor', 'another', 'two')),
  sensitive  boolean     not null,
  -- How long a human has to answer, in seconds.
  patience   integer     not null check (patience between 30 and 86400),
  -- Humans who may approve besides those who have a role for it.
  approvers  bigint[]    not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  person     bigint      not null,
  -- Whether the entry is out that ends what was minted under a weaker rule.
  enforced   boolean     not null
);
create index approval_rule_unenforced on approval_rule (changed_at) where not enforced;

-- As what a grant was approved, for all of its scopes; a grant without a row was approved by nobody but the human whose it is.
create table grant_approval (
  grant_node bigint  primary key references node,
  approval   text    not null check (approval in ('none', 'sponsor', 'another', 'two')),
  -- Whether everybody who approved had just proven who they are, by two factors.
  strong     boolean not null
);

-- What an agent asks of a human who is not there.
create table approval_request (
  id                 bigint      primary key,
  -- Of the auth_req_id, with the format's version before it.
  hash               text        not null unique,
  agent              bigint      not null references agent,
  -- On whose behalf.
  human              bigint      not null references sponsor,
  scopes             text[]      not null,
  resources          text[]      not null,
  -- In the agent's own words.
  message            text,
  -- What whoever collects the token has to hold, as in `cnf`.
  confirmation       text,
  confirmation_value text,
  created_at         timestamptz not null,
  expires_at         timestamptz not null,
  state              text        not null check (state in ('pending', 'approved', 'refused', 'expired')),
  decided_at         timestamptz,
  grant_node         bigint      references node,
  -- How the human was there when they approved.
  authenticated_at   timestamptz,
  methods            text[],
  -- Until when the token can be collected.
  collect_until      timestamptz,
  -- Seconds between two polls, and when the next one is not too early.
  interval           integer     not null,
  poll_after         timestamptz not null,
  check ((confirmation is null) = (confirmation_value is null)),
  check ((state = 'approved') = (grant_node is not null)),
  check ((state = 'pending') = (decided_at is null))
);
create index approval_request_human on approval_request (human, expires_at) where state = 'pending';
create index approval_request_agent on approval_request (agent, expires_at) where state = 'pending';
create index approval_request_grant on approval_request (grant_node) where grant_node is not null;
create index approval_request_pending on approval_request (expires_at) where state = 'pending';

-- Who has said what; each human once.
create table approval_voice (
  request          bigint      not null references approval_request,
  human            bigint      not null references sponsor,
  approves         boolean     not null,
  -- Whether they spoke as somebody else than those who asked.
  another          boolean     not null,
  -- Whether they had just proven who they are, by two factors.
  strong           boolean     not null,
  reason           text,
  at               timestamptz not null,
  authenticated_at timestamptz not null,
  methods          text[]      not null,
  primary key (request, human)
);

-- How an agent learns that somebody has answered: it asks, or it is told where to ask.
alter table agent
  add column delivery_mode         text not null default 'poll' check (delivery_mode in ('poll', 'ping')),
  add column notification_endpoint text,
  add constraint agent_notification check ((delivery_mode = 'ping') = (notification_endpoint is not null));

-- Agents that are to be told. A row goes when the agent has heard, or was told in vain often enough.
create table approval_notice (
  request     bigint      primary key references approval_request,
  endpoint    text        not null,
  -- Both sealed: the token by which the agent knows us, and the auth_req_id.
  token       text        not null,
  auth_req_id text        not null,
  -- Null until somebody has answered.
  due_at      timestamptz,
  tries       integer     not null default 0
);
create index approval_notice_due on approval_notice (due_at) where due_at is not null;
