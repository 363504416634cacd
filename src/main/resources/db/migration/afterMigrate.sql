-- At every start that migrates, so that the slots are there before the first request.
select turn_slots();
