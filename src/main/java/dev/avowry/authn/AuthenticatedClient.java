package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;

/**
 * A client whose assertion was signed by one of its live keys. Its assertion is not used up yet:
 * whoever acts on it claims {@link #assertion()} in the same breath.
 */
public final class AuthenticatedClient {
  private final Client client;
  private final Credential credential;
  private final SingleUse assertion;

  AuthenticatedClient(Client client, Credential credential, SingleUse assertion) {
    this.client = client;
    this.credential = credential;
    this.assertion = assertion;
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

  /** What is used up by acting on the authentication. */
  public SingleUse assertion() {
    return assertion;
  }

  /** What the authentication rests on. */
  public Hold hold() {
    return client.hold();
  }
}
