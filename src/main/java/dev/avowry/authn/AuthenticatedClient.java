package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client whose assertion was signed by one of its live keys. What proved it is not used up yet:
 * whoever acts on it claims {@link #uses()} in the same breath.
 */
public final class AuthenticatedClient {
  private final Client client;
  private final Credential credential;
  private final SingleUse assertion;
  private final Optional<ProvenKey> key;

  AuthenticatedClient(Client client, Credential credential, SingleUse assertion) {
    this(client, credential, assertion, Optional.empty());
  }

  private AuthenticatedClient(
      Client client, Credential credential, SingleUse assertion, Optional<ProvenKey> key) {
    this.client = client;
    this.credential = credential;
    this.assertion = assertion;
    this.key = key;
  }

  /** The same client, which has also proven to hold a key for its tokens to be bound to. */
  AuthenticatedClient holding(ProvenKey proven) {
    return new AuthenticatedClient(client, credential, assertion, Optional.of(proven));
  }

  /** Its {@code client_id}. */
  public NodeId id() {
    return client.agent().id();
  }

  /** The agent with all that is above it, as of the fence at which it was read. */
  public Client client() {
    return client;
  }

  /** The key that proved it. */
  public Credential credential() {
    return credential;
  }

  /** The key that its tokens are to be bound to; empty when they are for any bearer. */
  public Optional<Thumbprint> boundTo() {
    return key.map(ProvenKey::thumbprint);
  }

  /** What is used up by acting on the authentication. */
  public List<SingleUse> uses() {
    return Stream.concat(Stream.of(assertion), key.map(ProvenKey::proof).stream()).toList();
  }

  /** What the authentication rests on. */
  public Hold hold() {
    return client.hold();
  }
}
