-- At every start that migrates. So that the slots are there before the first request:
do $$ begin perform make_slots(); end $$;
-- So that what is written from now on comes after all that is there, also after a restore:
do $$ begin perform settle_ledger_order(); end $$;
