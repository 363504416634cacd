package dev.avowry.token;

import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.SecretBytes;
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

  /** Counts that it was asked for in vain, and says whether it was asked for too early. */
  Uni<Boolean> isTooEarly(SecretBytes authReqId);
}
