package dev.avowry.token;

import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * What humans have lent to agents. A code or a refresh token is looked up here and is good for
 * nothing that is not said; a mint uses it up in its own transaction, so that of all copies at all
 * replicas one is good.
 */
public interface Lending {
  /**
   * What a code is good for in the hands of this client. Refused with {@code invalid_grant} when it
   * is not the client's, has expired, or one of the things that it is bound to is missing.
   */
  Uni<Loan> redeem(
      AuthenticatedClient client, TokenRequest.AuthorizationCode shown, Standing standing);

  /**
   * The same of a device code. As long as the human has not answered, or has refused, refused as
   * RFC 8628 §3.5 has it.
   */
  Uni<Loan> redeem(AuthenticatedClient client, TokenRequest.DeviceCode shown, Standing standing);

  /** The same of a refresh token. */
  Uni<Loan> renew(AuthenticatedClient client, TokenRequest.RefreshToken shown, Standing standing);

  /**
   * Whose a code or a refresh token is, if it was given to a client that calls itself so: the agent
   * that a client with an address is to this very human.
   */
  Uni<Optional<NodeId>> holder(SecretBytes shown, String clientId);

  /**
   * Whose a device code is, if it was given to a client that calls itself so. As long as there is
   * no agent, because the human has not answered, refused as {@link #redeem} is.
   */
  Uni<Optional<NodeId>> holder(TokenRequest.DeviceCode shown, String clientId);

  /**
   * What a device is told whose human has not answered: {@code authorization_pending}, or {@code
   * slow_down} when it asks too often. It is counted with each call.
   */
  Uni<Refusal> pace(TokenRequest.DeviceCode shown);

  /** A refresh token to follow this one; it is kept when this returns, and used by nobody yet. */
  Uni<ScannableSecret> successor(AuthenticatedClient client, Loan loan);

  /** Ends the grant through the door: what is good once was shown for the second time. */
  Uni<Void> takeBack(Loan loan, Origin origin);

  /**
   * The same if what was shown has expired, would be good otherwise in the hands of this client,
   * and was used before: RFC 6749 §4.1.2 asks not when. Nothing when it was not, when that is
   * forgotten, and for whoever lacks the verifier or the key: a code alone that somebody found ends
   * nothing.
   */
  Uni<Void> late(AuthenticatedClient client, TokenRequest shown, Origin origin);

  /**
   * Ends the grant of a refresh token that the client has no more use for, RFC 7009 §2.1; does
   * nothing when it is none, or has expired. Refused with {@code unauthorized_client} when it is
   * another client's.
   */
  Uni<Void> giveBack(AuthenticatedClient client, SecretBytes shown, Origin origin);
}
