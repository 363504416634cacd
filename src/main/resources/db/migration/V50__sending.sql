-- What agents send. To whom an agent may write, and how much; nobody, where there is no row.

create table mail_allowance (
  agent       bigint      primary key references mailbox,
  -- Addresses, domains, or everybody: *.
  recipients  text[]      not null,
  per_day     integer     not null check (per_day >= 0),
  per_message integer     not null check (per_message >= 1),
  set_at      timestamptz not null,
  set_by      text        not null
);

-- What was taken for sending: kept until it is with the relay, and after that as received mail is.
create table mail_outgoing (
  id        bigint      primary key,
  agent     bigint      not null references mailbox,
  -- As in mail_message: itself, or what it answers to began with.
  thread    bigint      not null,
  -- HMACs by the mailbox's key: of its Message-ID, of what its agent calls it, of what was asked for.
  reference bytea       not null,
  request   bytea,
  digest    bytea       not null,
  state     text        not null check (state in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
  queued_at timestamptz not null,
  -- When it is anybody's turn: the next attempt, or the end of somebody's lease.
  due_at    timestamptz not null default now(),
  -- How often somebody took it; whoever is not the last has lost it.
  taken     integer     not null default 0,
  attempts  integer     not null default 0,
  -- Whether the relay may have had it before, and nobody heard what it said.
  unsure    boolean     not null default false,
  -- Of each recipient the relay's last code, 0 before there is one.
  replies   smallint[]  not null,
  ended_at  timestamptz,
  heading   bytea       not null,
  data_key  bytea       not null,
  content   bytea       not null,
  unique (agent, request)
);
alter table mail_outgoing alter column content set storage external;
create index mail_outgoing_list on mail_outgoing (agent, queued_at, id);
create index mail_outgoing_due on mail_outgoing (due_at) where state in ('queued', 'sending');
create index mail_outgoing_reference on mail_outgoing (agent, reference);
create index mail_outgoing_age on mail_outgoing (queued_at);
