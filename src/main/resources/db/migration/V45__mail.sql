-- Mailboxes of agents. An address is one agent's for ever, whatever becomes of the agent.

create table mailbox (
  agent      bigint      primary key references agent,
  local_part text        not null unique,
  -- The same as somebody sees it who does not look closely: none that looks like another is given.
  skeleton   text        not null unique,
  -- By which names of messages are found that are not readable here; sealed.
  index_key  bytea       not null,
  -- Kept with each message, so that nobody has to count.
  messages   integer     not null default 0 check (messages >= 0),
  unread     integer     not null default 0 check (unread between 0 and messages),
  made_at    timestamptz not null,
  made_by    text        not null
);

-- All that its sender has written is sealed: what lists show in heading, the whole as it came in content.
create table mail_message (
  id          bigint      primary key,
  agent       bigint      not null references mailbox,
  -- The first message of the same conversation that was here.
  thread      bigint      not null,
  -- HMACs by the mailbox's key: of the name that its sender gave it, and of the whole.
  reference   bytea       not null,
  digest      bytea       not null,
  received_at timestamptz not null,
  size        integer     not null,
  seen        boolean     not null default false,
  heading     bytea       not null,
  -- Sealed with the key-encryption key; the content with this one.
  data_key    bytea       not null,
  content     bytea       not null,
  unique (agent, digest)
);
alter table mail_message alter column content set storage external;
create index mail_message_list on mail_message (agent, received_at, id);
create index mail_message_unread on mail_message (agent, received_at, id) where not seen;
create index mail_message_thread on mail_message (agent, thread, received_at, id);
create index mail_message_reference on mail_message (agent, reference);
create index mail_message_age on mail_message (received_at);
