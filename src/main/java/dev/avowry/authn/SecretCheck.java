package dev.avowry.authn;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code client_secret_basic} and {@code client_secret_post}, RFC 6749 §2.3.1: a legacy. */
@ApplicationScoped
class SecretCheck {
  private final Decoy decoy;
  private final Clock clock;

  SecretCheck(Decoy decoy, Clock clock) {
    this.decoy = decoy;
    this.clock = clock;
  }

  /** Whose secret it says it is. */
  static NodeId claimedClient(PresentedSecret presented) {
    return NodeId.parse(presented.clientId()).orElseThrow(SecretCheck::unproven);
  }

  /**
   * The client whose secret it is. One hash is computed and each live one compared with, however
   * early one fits; an unknown client costs the same.
   */
  AuthenticatedClient require(Optional<Client> client, PresentedSecret presented) {
    Instant now = clock.instant();
    SecretHash hash = SecretHash.of(presented.secret());
    boolean never = hash.equals(decoy.secret());
    Optional<AuthenticatedClient> found = Optional.empty();
    for (Credential credential : client.map(Client::credentials).orElse(List.of())) {
      boolean fits =
          credential.authenticator() instanceof Authenticator.Secret(SecretHash kept)
              && kept.equals(hash);
      if (fits && !never && credential.isLive(now)) {
        found = client.map(known -> AuthenticatedClient.bySecret(credential, known));
      }
    }
    return found.orElseThrow(SecretCheck::unproven);
  }

  /** The same for a client that is unknown, dead, without a secret, or with another. */
  static Refused unproven() {
    return Refusal.refused(
        Reason.INVALID_CLIENT,
        "the client secret was refused: no live client with this client_id has it");
  }
}
