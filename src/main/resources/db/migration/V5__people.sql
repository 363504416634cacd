-- One-time tokens by which the first administrator gets in. Hashes only.

create table bootstrap_token (
  hash        bytea       primary key,
  expires_at  timestamptz not null,
  redeemed_at timestamptz
);
