-- What agents need to sign in elsewhere: secrets in versions, sealed; folders; and who may have them. Each is a node,
-- so that it is taken by one entry like everything else.

alter table node drop constraint node_kind_check;
alter table node add constraint node_kind_check
  check (kind in ('sponsor', 'agent', 'delegation', 'grant', 'role', 'assignment', 'folder', 'secret',
                  'access'));
alter table node drop constraint node_parent_check;
alter table node add constraint node_parent_check
  check (case kind
           when 'sponsor' then parent is null
           when 'role' then parent is null
           when 'folder' then parent is null
           when 'secret' then true
           else parent is not null
         end);
alter table node drop constraint node_actor_check;
alter table node add constraint node_actor_check
  check ((actor is null) = (kind not in ('delegation', 'grant', 'assignment', 'access')));

create table vault_folder (
  id         bigint      primary key references node,
  owner      bigint      not null references node,
  name       text        not null,
  created_at timestamptz not null
);
create index vault_folder_owner on vault_folder (owner, created_at, id);

create table vault_secret (
  id            bigint      primary key references node,
  folder        bigint      references vault_folder,
  owner         bigint      not null references node,
  type          text        not null,
  name          text        not null,
  tags          text[]      not null,
  version       integer     not null check (version >= 1),
  expires_at    timestamptz,
  rotate_at     timestamptz,
  created_at    timestamptz not null,
  changed_at    timestamptz not null,
  -- What an agent has last said against the present version.
  reported_by   bigint,
  reported_at   timestamptz,
  fault         text,
  check ((reported_by is null) = (fault is null) and (reported_at is null) = (fault is null))
);
create index vault_secret_owner on vault_secret (owner, created_at, id);
create index vault_secret_folder on vault_secret (folder) where folder is not null;

-- The data key is sealed with the key-encryption key, the content with the data key. Both are null once destroyed.
create table vault_version (
  secret     bigint      not null references vault_secret,
  number     integer     not null check (number >= 1),
  data_key   bytea,
  content    bytea,
  created_at timestamptz not null,
  created_by text        not null,
  primary key (secret, number),
  check ((data_key is null) = (content is null))
);
alter table vault_version alter column content set storage external;

create table vault_access (
  id         bigint      primary key references node,
  thing      bigint      not null references node,
  holder     bigint      not null references node,
  below      boolean     not null,
  uses       text[]      not null check (cardinality(uses) > 0),
  not_before timestamptz,
  most       integer,
  lease      integer     not null check (lease > 0),
  created_at timestamptz not null,
  created_by text        not null
);
create index vault_access_thing on vault_access (thing, holder);
create index vault_access_holder on vault_access (holder);

-- An id of 64 bits as it is written.
create function id_text(id bigint) returns text language sql immutable parallel safe
  return rtrim(translate(encode(int8send(id), 'base64'), '+/', '-_'), '=');

-- Who was given what: by how often, by which path, and which versions there were. They cost a token nothing.
create index ledger_event_access on ledger_event (target)
  where type = 'secret_read';
create index ledger_event_exposed on ledger_event using gin (path)
  where type = 'secret_read';
create index ledger_event_told on ledger_event (node) where type = 'secret_read';
create index ledger_event_version on ledger_event (node) where type = 'secret_version_added';
