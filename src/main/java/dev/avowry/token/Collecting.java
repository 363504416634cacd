package dev.avowry.token;

import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;

/**
 * What humans have approved who were not there when an agent asked. A mint uses the approval up in
 * its own transaction, so that of all who collect it at once, at all replicas, one is given a
 * token.
 */
public interface Collecting {
  /**
   * What was approved, for the client that asked and in possession of what it proved to hold then.
   * Refused with {@link Reason#AUTHORIZATION_PENDING} as long as nobody has answered, and with
   * {@link Reason#ACCESS_DENIED}, {@link Reason#EXPIRED_TOKEN} or {@link Reason#INVALID_GRANT}
   * after that.
   */
  Uni<Loan> collect(
      AuthenticatedClient client, TokenRequest.BackchannelAuthentication asked, Standing standing);

  /**
   * What an agent is told whose humans have not answered: {@code authorization_pending}, or {@code
   * slow_down} when it asks too often. It is counted with each call.
   */
  Uni<Refusal> pace(TokenRequest.BackchannelAuthentication asked);
}
