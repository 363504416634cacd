-- Roles of agents: named ceilings. A role is a root of its own; who has it, is a node below it in the agent's hands.

alter table node drop constraint node_kind_check;
alter table node add constraint node_kind_check
  check (kind in ('sponsor', 'agent', 'delegation', 'grant', 'role', 'assignment'));
alter table node drop constraint node_check;
alter table node add constraint node_parent_check
  check ((parent is null) = (kind in ('sponsor', 'role')));
alter table node drop constraint node_actor_check;
alter table node add constraint node_actor_check
  check ((actor is null) = (kind not in ('delegation', 'grant', 'assignment')));

-- Of an agent: whether it holds no more than its roles allow, and nothing without any.
alter table node add column by_roles boolean not null default false;

-- One that was taken away is given anew as another node. Also what a mint asks by.
create unique index node_assignment on node (actor, parent)
  where kind = 'assignment' and state <> 'revoked';

create table agent_role (
  id          bigint primary key references node,
  name        text   not null unique,
  description text   not null
);

drop index ledger_event_made;
create index ledger_event_made on ledger_event (node)
  where type in ('sponsor_registered', 'agent_registered', 'delegation_made', 'grant_made',
                 'role_made', 'assignment_made');
