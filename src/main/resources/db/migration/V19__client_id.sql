-- Hosts at which clients have documents about themselves, whose addresses are their client_id. Such a host is no
-- issuer of tokens, even where an issuer is called as it is.

alter table trusted_issuer drop constraint trusted_issuer_profile_check;
alter table trusted_issuer add constraint trusted_issuer_profile_check
  check (profile in ('kubernetes', 'github', 'gitlab', 'oidc', 'spiffe', 'id_jag', 'client_id'));
alter table trusted_issuer drop constraint trusted_issuer_keys_from_check;
alter table trusted_issuer add constraint trusted_issuer_keys_from_check
  check (keys_from in ('jwks_uri', 'discovery', 'jwks', 'documents')
    and (keys_from = 'documents') = (profile = 'client_id'));
drop index trusted_issuer_issuer;
create unique index trusted_issuer_issuer on trusted_issuer (issuer, (profile = 'client_id')) where state <> 'revoked';
