package dev.avowry.consent;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.SingleUse;
import dev.avowry.token.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a code, a device code or a refresh token: for what it is good, in whose hands,
 * and until when.
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
 * @param door where it came through; a refresh token came through none
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
  /** What is shown within a day of its end is still told from what there never was. */
  static final Duration KEPT = Duration.ofDays(1);

  public Ticket {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  /** Where something that is good once came through, and what has to be shown with it. */
  public sealed interface Door {
    /**
     * A human's browser brought it: a code.
     *
     * @param redirectUri where it was sent
     * @param challenge RFC 7636 §4.2, by {@code S256}
     */
    record Browser(String redirectUri, Optional<String> challenge) implements Door {}

    /** The client has had it since before the human was asked: a device code. */
    record Device() implements Door {}
  }

  /** That it was used is known for as long as it is itself. */
  SingleUse use() {
    return new SingleUse(kind(), grant.toString(), hash.text(), expiresAt.plus(KEPT));
  }

  SingleUse.Kind kind() {
    return door.map(
            through ->
                switch (through) {
                  case Door.Browser any -> SingleUse.Kind.AUTHORIZATION_CODE;
                  case Door.Device any -> SingleUse.Kind.DEVICE_CODE;
                })
        .orElse(SingleUse.Kind.REFRESH_TOKEN);
  }
}
