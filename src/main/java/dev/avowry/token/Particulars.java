package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.DetailExtent;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Which authorization details a token carries: within what it comes of, within the ceiling, and
 * only what its one resource server understands. What was asked for is given whole or refused; who
 * asks for none gets what there is of it already, and the answer says how much that was.
 */
@ApplicationScoped
class Particulars {
  private final DetailTypes types;

  Particulars(DetailTypes types) {
    this.types = types;
  }

  /** Of a client on its own behalf: nothing unasked. */
  AuthorizationDetails own(
      Optional<AuthorizationDetails> asked, DetailExtent ceiling, String audience) {
    return asked.isEmpty() ? AuthorizationDetails.NONE : granted(asked.get(), ceiling, audience);
  }

  /**
   * Of what there is already.
   *
   * @param held what was lent, or what the subject token carries
   */
  AuthorizationDetails of(
      AuthorizationDetails held,
      Optional<AuthorizationDetails> asked,
      DetailExtent ceiling,
      String audience) {
    if (asked.isEmpty()) {
      return types.at(held.isEmpty() ? held : ceiling.of(held), audience);
    }
    if (!asked.get().isWithin(held)) {
      throw invalid("one is not within what the token would come of");
    }
    return granted(asked.get(), ceiling, audience);
  }

  private AuthorizationDetails granted(
      AuthorizationDetails asked, DetailExtent ceiling, String audience) {
    types.check(asked);
    if (!types.at(asked, audience).equals(asked)) {
      throw invalid("one is of a type that the resource does not understand");
    }
    if (!ceiling.covers(asked)) {
      throw invalid("one is not within the client's ceiling");
    }
    return asked;
  }

  private static Refused invalid(String why) {
    return Refusal.refused(Reason.INVALID_AUTHORIZATION_DETAILS, "authorization_details: " + why);
  }
}
