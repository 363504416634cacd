-- Systems that tell of people: a directory by SCIM, an identity provider by what it revokes.

create table provisioner (
  id         bigint      primary key,
  -- Of its bearer token, with the format's version before it.
  hash       text        not null unique,
  name       text        not null,
  -- By whose subjects its people sign in; null: nobody's.
  issuer     text,
  revoked_at timestamptz,
  created_by text        not null,
  created_at timestamptz not null
);

create table person (
  sponsor     bigint      primary key references sponsor,
  provisioner bigint      not null references provisioner,
  -- In lower case, RFC 7643 §4.1.1: unique and compared without case.
  user_name   text        not null,
  external_id text,
  active      boolean     not null,
  -- What was said of them, RFC 7643 §4.1, without what Avowry fills in itself.
  document    jsonb       not null,
  created_at  timestamptz not null,
  changed_at  timestamptz not null,
  unique (provisioner, user_name)
);
create index person_external_id on person (provisioner, external_id) where external_id is not null;
create index person_order on person (provisioner, created_at, sponsor);
