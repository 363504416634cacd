package dev.avowry.console;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** The agents as a list. A page costs the same however many there are. */
public interface Roster {
  /** As many lines as asked for, at the most, in the order of the query. */
  Uni<List<RosterLine>> lines(RosterQuery query, int limit);

  /** How many the query finds in all, wherever it begins; counted up to a limit. */
  Uni<Counted> count(RosterQuery query, long upTo);
}
