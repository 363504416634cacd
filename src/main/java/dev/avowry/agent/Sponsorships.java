package dev.avowry.agent;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** How somebody comes to answer: by another's word, or by their own. */
public interface Sponsorships {
  /**
   * Who is asked whether they answer.
   *
   * @param token by which they say so; shown once
   * @param expiresAt until when they can
   */
  record Invited(ScannableSecret token, Instant expiresAt) {}

  /**
   * A sponsor who was registered a moment ago.
   *
   * @param invited with what they accept; empty when whoever registered them vouches for it
   */
  record Begun(Sponsor sponsor, Optional<Invited> invited) {}

  /**
   * Registers a human who is to answer for agents. One who is invited is nobody under whom anything
   * lives, until they have accepted.
   *
   * @param person the human who answers for the actor
   */
  Uni<Begun> begin(NewSponsor asked, boolean invite, String actor, NodeId person, Origin origin);

  /**
   * Whether an agent that is registered for this sponsor waits for their word.
   *
   * @param node of whoever registers it
   */
  boolean awaitsWordOf(NodeId sponsor, NodeId node);

  /**
   * Takes the word of a human who has just proven elsewhere who they are: from now on they answer.
   *
   * <p>Refused with {@link dev.avowry.kernel.Reason#CONFLICT} when they were asked, and may not say
   * so any more.
   */
  Uni<Void> acceptInPerson(NodeId human, Origin origin);
}
