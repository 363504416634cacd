-- Avowry's own signing keys. The private half is sealed, and null once the key is retired.

create table signing_key (
  kid          text        primary key,
  algorithm    text        not null check (algorithm in ('ES256', 'EdDSA', 'PS256', 'RS256')),
  state        text        not null check (state in ('published', 'active', 'retired')),
  jwk          jsonb       not null,
  sealed       bytea,
  published_at timestamptz not null,
  activates_at timestamptz not null,
  activated_at timestamptz,
  retired_at   timestamptz,
  until        timestamptz,
  check ((state = 'retired') = (sealed is null)),
  check (state <> 'active' or activated_at is not null),
  check ((state = 'retired') = (retired_at is not null and until is not null))
);

-- Exactly one key signs for an algorithm, and at most one waits to, whatever the replicas believe.
create unique index signing_key_one_active on signing_key (algorithm) where state = 'active';
create unique index signing_key_one_published on signing_key (algorithm) where state = 'published';
