-- At every start that migrates, so that the slots are there before the first request.
do $$ begin perform make_slots(); end $$;
