-- Authorization details (RFC 9396): which types there are, and who may have which.

-- As JSON text in one form: it is read as a whole and never searched. Null: any, as for scopes.
alter table node add column authorization_details text default '[]';
update node set authorization_details = null where kind = 'sponsor';

alter table registration_token add column authorization_details text not null default '[]';
alter table consent add column authorization_details text not null default '[]';
alter table ticket add column authorization_details text not null default '[]';

create table authorization_details_type (
  name       text        primary key,
  -- Who understands it; it stays so, or what was consented to for one would be good at another.
  resource   text        not null,
  -- The members that it has besides those of RFC 9396 §2.2, each with how it narrows.
  fields     jsonb       not null,
  -- What a human is told of one.
  sentence   text        not null,
  created_at timestamptz not null
);
