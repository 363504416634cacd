-- Keys by which is signed for agents. The private half is sealed; it is gone once the key is retired or
-- revoked. States are changed by the door alone.

create table agent_signing_key (
  -- As entries name it.
  id           bigint      primary key,
  agent        bigint      not null references agent,
  algorithm    text        not null check (algorithm in ('ES256', 'EdDSA')),
  -- The thumbprint of the key, RFC 7638, by which readers find it.
  kid          text        not null unique,
  jwk          jsonb       not null,
  sealed       bytea,
  -- Whether requests to others were signed by it that point to the directory of all such keys.
  web          boolean     not null default false,
  state        text        not null check (state in ('live', 'suspended', 'revoked')),
  state_seq    bigint,
  state_at     timestamptz,
  state_by     text,
  state_person bigint,
  state_reason text,
  made_at      timestamptz not null,
  retired_at   timestamptz,
  check ((retired_at is null and state <> 'revoked') = (sealed is not null))
);
-- One signs for an agent by an algorithm, whichever replica made it.
create unique index agent_signing_key_one on agent_signing_key (agent, algorithm)
  where retired_at is null and state <> 'revoked';
create index agent_signing_key_agent on agent_signing_key (agent, made_at, id);
create index agent_signing_key_web on agent_signing_key (made_at) where web and state = 'live';

-- Costs a token nothing: it has no row in it.
create index ledger_event_signed on ledger_event (target) where type = 'signature_made';
