package dev.avowry.consent;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.SingleUse;
import dev.avowry.token.Login;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a code or a refresh token: for what it is good, in whose hands, and until when.
 *
 * @param hash of it
 * @param grant of which it came
 * @param clientId as the client calls itself
 * @param agent whose it is
 * @param scopes for what it is good
 * @param resources where; none means Avowry's own
 * @param authorizationDetails for what in particular
 * @param requestedActor the agent that may exchange what comes of it
 * @param binding what whoever shows it has to prove to hold
 * @param door of a code: what else has to be shown
 * @param login how the human was there
 * @param refreshes whether the agent may come back without the human
 * @param expiresAt at that instant it has expired
 */
public record Ticket(
    SecretHash hash,
    NodeId grant,
    String clientId,
    NodeId agent,
    Set<String> scopes,
    List<String> resources,
    AuthorizationDetails authorizationDetails,
    Optional<NodeId> requestedActor,
    Optional<Binding> binding,
    Optional<Door> door,
    Login login,
    boolean refreshes,
    Instant expiresAt) {
  public Ticket {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  /**
   * What a code is bound to.
   *
   * @param redirectUri where it was sent
   * @param challenge RFC 7636 §4.2, by {@code S256}
   */
  public record Door(String redirectUri, Optional<String> challenge) {}

  /** Whether it is a code; else it is a refresh token. */
  public boolean isCode() {
    return door.isPresent();
  }

  SingleUse use() {
    return new SingleUse(
        isCode() ? SingleUse.Kind.AUTHORIZATION_CODE : SingleUse.Kind.REFRESH_TOKEN,
        grant.toString(),
        hash.text(),
        expiresAt);
  }
}
