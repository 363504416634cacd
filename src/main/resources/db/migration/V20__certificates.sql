-- By its trust domain an issuer is found for whoever shows a SPIFFE ID and does not say whose it is.
create index trusted_issuer_trust_domain on trusted_issuer (trust_domain)
  where trust_domain is not null and state = 'live';

-- Keys of a trust domain: one signs JWT-SVIDs, one certificates. What the latter's own certificate is stands
-- in its JWK, as x5c.
alter table signing_key drop constraint signing_key_purpose_check;
alter table signing_key add constraint signing_key_purpose_check
  check (purpose in ('tokens', 'events', 'svids', 'certificates'));
