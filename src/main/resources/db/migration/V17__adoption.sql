-- Workloads that no rule names: taken in with next to nothing, until somebody adopts or rejects them. And issuers
-- that speak of humans.

alter table federation_rule add column quarantine boolean not null default false;
-- When the present minute of newcomers began, and how many came in it.
alter table federation_rule add column minute_from timestamptz;
alter table federation_rule add column minute_made integer not null default 0;
create unique index federation_rule_quarantine on federation_rule (trusted_issuer) where quarantine and state <> 'revoked';

create table quarantined_workload (
  -- The agent that it is in quarantine.
  id             bigint      primary key references agent,
  trusted_issuer bigint      not null references trusted_issuer,
  rule           bigint      not null references federation_rule,
  subject        text        not null,
  identity       text        not null,
  state          text        not null check (state in ('quarantined', 'adopted', 'rejected')),
  -- The agent that it is since it was adopted.
  adopted_as     bigint      references agent,
  decided_at     timestamptz,
  decided_by     text,
  created_at     timestamptz not null,
  unique (rule, identity),
  check ((state = 'adopted') = (adopted_as is not null)),
  check ((state = 'quarantined') = (decided_at is null))
);
create index quarantined_workload_created on quarantined_workload (created_at, id);
create index quarantined_workload_state on quarantined_workload (state, created_at, id);
-- What was decided once is found under every later quarantine of the same trust.
create index quarantined_workload_identity on quarantined_workload (trusted_issuer, identity);

alter table trusted_issuer drop constraint trusted_issuer_profile_check;
alter table trusted_issuer add constraint trusted_issuer_profile_check
  check (profile in ('kubernetes', 'github', 'gitlab', 'oidc', 'spiffe', 'id_jag'));
