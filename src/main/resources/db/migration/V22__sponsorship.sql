-- The life of a sponsorship: what keeps a node suspended, who is gone, who takes over.

-- What keeps a node suspended; something does exactly if it is.
alter table node add column halts text[] not null default '{}';
update node set halts = '{order}' where state = 'suspended';
alter table node add check ((state = 'suspended') = (halts <> '{}'));

create table departure (
  id          bigint      primary key generated always as identity,
  sponsor     bigint      not null references sponsor,
  cause       text        not null,
  left_by     text        not null,
  -- The human behind it, if any.
  left_person bigint,
  left_at     timestamptz not null,
  -- Whether nothing is left to offer.
  settled     boolean     not null default false,
  returned_by text,
  returned_at timestamptz,
  check ((returned_by is null) = (returned_at is null))
);
create unique index departure_open on departure (sponsor) where returned_at is null;

-- Who takes over when nobody was named for the agent itself.
alter table sponsor add column successor bigint references sponsor check (successor <> id);
alter table sponsor add column manager bigint references sponsor check (manager <> id);

create table co_sponsor (
  agent    bigint      not null references agent,
  sponsor  bigint      not null references sponsor,
  added_by text        not null,
  added_at timestamptz not null,
  primary key (agent, sponsor)
);
create index co_sponsor_sponsor on co_sponsor (sponsor, agent);

-- An agent's way from one sponsor to another.
create table hand_over (
  id             bigint      primary key,
  agent          bigint      not null references agent,
  giver          bigint      not null references sponsor,
  -- Nobody: it waits in the queue of orphans for an administrator.
  receiver       bigint      references sponsor,
  ground         text        not null check (ground in ('offer', 'departure')),
  state          text        not null check (state in ('offered', 'acknowledged', 'moved', 'taken', 'declined',
                                                       'withdrawn', 'ending', 'ended')),
  offered_by     text        not null,
  -- The human behind it, who may not acknowledge it as well.
  offered_person bigint,
  offered_at     timestamptz not null,
  due_at         timestamptz,
  -- It is past due, and the agent suspended until somebody acts.
  overdue        boolean     not null default false,
  declined       bigint[]    not null default '{}',
  answered_by    text,
  answered_at    timestamptz,
  -- Whoever carries it on, and until when nobody else does.
  claimed_until  timestamptz,
  check (giver <> receiver)
);
create unique index hand_over_open on hand_over (agent) where state in ('offered', 'acknowledged', 'moved', 'ending');
create index hand_over_due on hand_over (due_at) where state = 'offered';
create index hand_over_unfinished on hand_over (offered_at) where state in ('acknowledged', 'moved', 'ending');
create index hand_over_offered on hand_over (offered_at, id);
create index hand_over_giver on hand_over (giver, offered_at, id);
create index hand_over_receiver on hand_over (receiver, offered_at, id);
-- What is halted and goes nowhere is found by this.
create index node_handed_over on node (id) where 'hand_over' = any (halts);

-- Who is to be asked for an agent of the giver's: of its co-sponsors the first, the giver's successor, their manager;
-- each if they live and have not declined it.
create function heir(agent bigint, giver bigint, declined bigint[]) returns bigint language sql stable as $$
  select h.sponsor
  from (
    select c.sponsor, 1 as choice, c.added_at from co_sponsor c where c.agent = $1
    union all
    select s.successor, 2, null from sponsor s where s.id = $2
    union all
    select s.manager, 3, null from sponsor s where s.id = $2
  ) h
  join node n on n.id = h.sponsor
  where n.state = 'live' and h.sponsor <> $2 and not h.sponsor = any ($3)
  order by h.choice, h.added_at, h.sponsor limit 1
$$;

-- Who was asked whether they answer. Who is not in here was vouched for.
create table sponsor_invitation (
  sponsor        bigint      primary key references sponsor,
  -- Of the token, with the format's version before it.
  hash           text        not null unique,
  state          text        not null check (state in ('waiting', 'accepted', 'withdrawn')),
  invited_by     text        not null,
  invited_person bigint      not null,
  invited_at     timestamptz not null,
  expires_at     timestamptz not null,
  accepted_at    timestamptz,
  check ((state = 'accepted') = (accepted_at is not null))
);
create index sponsor_invitation_person on sponsor_invitation (invited_person) where state = 'waiting';
create index node_unaccepted on node (parent, id) where 'unaccepted' = any (halts);

-- Until when somebody has said that they answer for an agent. Those below it go with it; an agent is looked at once.
alter table agent add column leased boolean not null default false;
create index agent_unleased on agent (id) where not leased;
create table lease (
  agent      bigint      primary key references agent,
  due_at     timestamptz not null,
  renewed_by text,
  renewed_at timestamptz,
  -- How many of the notices were given.
  notices    smallint    not null default 0,
  lapsed     boolean     not null default false
);
create index lease_due on lease (due_at, agent) where not lapsed;
create index node_lapsed on node (id) where 'lapsed' = any (halts);
