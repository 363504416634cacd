-- What may have something sealed left that nobody is given any more.
create index node_revoked_thing on node (id) where state = 'revoked' and kind in ('secret', 'folder');
