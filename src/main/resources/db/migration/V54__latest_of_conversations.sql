-- Which message is the last of its conversation is kept with it, so that nobody has to look at the others.

alter table mail_message add column latest boolean not null default true;
update mail_message m set latest = false
where exists (select 1 from mail_message n
              where n.agent = m.agent and n.thread = m.thread
                and (n.received_at, n.id) > (m.received_at, m.id));
create index mail_message_latest on mail_message (agent, received_at, id) where latest;
create index mail_message_latest_unread on mail_message (agent, received_at, id) where latest and not seen;
create index mail_message_latest_of on mail_message (agent, thread) where latest;

alter table mailbox add column threads integer not null default 0;
update mailbox b set threads = (select count(*) from mail_message m where m.agent = b.agent and m.latest);
alter table mailbox add check (threads between 0 and messages);
