-- Where a version of a secret may be sent, and how. What is sealed of the version is sealed for this text as well.
alter table vault_version add column bindings text;
