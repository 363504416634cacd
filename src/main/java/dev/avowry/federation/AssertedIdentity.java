package dev.avowry.federation;

import dev.avowry.kernel.TrustId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an enterprise's identity provider says: for this human the client may act, as far as this.
 *
 * @param issuer the id of the trust that it rests on
 * @param outsideIssuer its {@code iss}
 * @param outsideSubject its {@code sub}: the human, as the provider knows them
 * @param scopes beyond which nothing may be asked for
 * @param resources beyond which nothing may be asked for; empty when the provider leaves it open
 * @param key the thumbprint of the key that the client has to hold, if the provider says one
 * @param use what is used up by acting on it
 * @param hold what it rests on
 */
public record AssertedIdentity(
    TrustId issuer,
    String outsideIssuer,
    String outsideSubject,
    Set<String> scopes,
    List<String> resources,
    Optional<String> key,
    SingleUse use,
    Hold hold) {
  public AssertedIdentity {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }
}
