-- Accounts that are kept here: for who has no identity provider, and for the day on which it is out of reach.

create table account (
  human      bigint      primary key references sponsor,
  -- The e-mail address in the one spelling that all its spellings have.
  login      text        not null unique,
  -- A random name by which an authenticator files its passkeys; it says nothing of the human.
  handle     bytea       not null unique,
  -- Argon2id with its parameters; null where only passkeys sign in.
  password   text,
  -- The secret of the one-time codes, sealed; there with a password and never without.
  totp       bytea,
  -- The last step of which a code was used: none before it is good any more.
  totp_step  bigint      not null default 0,
  made_at    timestamptz not null,
  changed_at timestamptz not null,
  check ((password is null) = (totp is null))
);

create table recovery_code (
  human   bigint not null references account,
  -- With the format's version before it.
  hash    text   not null,
  used_at timestamptz,
  primary key (human, hash)
);

create table passkey (
  -- As its authenticator names it: WebAuthn Level 3, credential id.
  id           bytea       primary key,
  human        bigint      not null references account,
  name         text        not null,
  -- Attested credential data with the public key, WebAuthn Level 3 §6.5.2.
  credential   bytea       not null,
  sign_count   bigint      not null,
  made_at      timestamptz not null,
  last_used_at timestamptz
);
create index passkey_human on passkey (human, made_at);

-- One link, once: whoever has it makes the account of that human.
create table account_link (
  hash       text        primary key,
  human      bigint      not null references sponsor,
  made_by    text        not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

-- Whose word a role is: 'hand', or the name of the provider whose groups gave it. What one gives, the other
-- does not take.
alter table human_role add column source text not null default 'hand';
alter table human_role drop constraint human_role_pkey;
alter table human_role add primary key (human, role, source);
