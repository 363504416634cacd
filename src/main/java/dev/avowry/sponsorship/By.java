package dev.avowry.sponsorship;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.revocation.Requester;
import dev.avowry.web.Caller;
import java.util.Optional;

/**
 * Who does something, and which human is behind it.
 *
 * @param actor as the ledger names them
 * @param human who acts, or answers for the agent that does; nobody when Avowry does it by itself
 * @param inPerson whether the human acts, and not an agent of theirs
 * @param administers whether they may do it for others
 * @param origin where it came from
 */
public record By(
    String actor, Optional<NodeId> human, boolean inPerson, boolean administers, Origin origin) {
  /** Whoever calls. */
  public static By of(Caller caller) {
    return new By(
        caller.actor().toString(),
        Optional.of(caller.sponsor()),
        caller.isSponsor(),
        caller.reachesEverything(),
        caller.origin());
  }

  /** Avowry of its own accord. */
  public static By itself(String what) {
    return new By(Event.ITSELF, Optional.empty(), false, true, Origin.itself(what));
  }

  /** A human who has just proven who they are, and is nobody's administrator by it. */
  public static By inPerson(NodeId human, Origin origin) {
    return new By(human.toString(), Optional.of(human), true, false, origin);
  }

  /** Whether it is this human, and no agent of theirs. */
  public boolean is(NodeId sponsor) {
    return inPerson && human.equals(Optional.of(sponsor));
  }

  /** Refused for all but this human and administrators: they are not told whether it is there. */
  public void requireFor(NodeId sponsor) {
    if (!is(sponsor) && !administers) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
    }
  }

  /** The same as who orders at the door. */
  Requester requester(NodeId otherwise) {
    return new Requester(actor, human.orElse(otherwise), lineage -> true, origin);
  }
}
