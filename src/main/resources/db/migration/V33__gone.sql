-- What lapsed and is not suspended for it is found by this.
create index lease_lapsed on lease (agent) where lapsed;

-- People are found by the address at which they are reached.
create index sponsor_email on sponsor (lower(email));

-- An overdue offer whose giver then left was due a second time, and nobody looked again.
update hand_over set overdue = false where state = 'offered' and ground = 'departure' and overdue;
