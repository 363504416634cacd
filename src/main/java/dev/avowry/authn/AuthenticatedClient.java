package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.federation.Admission;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import java.util.List;

/**
 * A client that proved itself: by an assertion signed by one of its live keys, or by a token of a
 * trusted outside issuer. Neither is used up yet: whoever acts on it claims {@link #uses()} in the
 * same breath, and rests on {@link #holds()}.
 */
public final class AuthenticatedClient {
  private final Client client;
  private final Evidence evidence;
  private final List<SingleUse> uses;
  private final List<Hold> holds;

  private AuthenticatedClient(
      Client client, Evidence evidence, List<SingleUse> uses, List<Hold> holds) {
    this.client = client;
    this.evidence = evidence;
    this.uses = List.copyOf(uses);
    this.holds = List.copyOf(holds);
  }

  static AuthenticatedClient by(Credential credential, Client client, SingleUse assertion) {
    return new AuthenticatedClient(
        client, new Evidence.OwnKey(credential), List.of(assertion), List.of(client.hold()));
  }

  static AuthenticatedClient by(Admission admission, Client client) {
    return new AuthenticatedClient(
        client,
        new Evidence.OutsideToken(admission),
        admission.use().stream().toList(),
        List.of(client.hold(), admission.hold()));
  }

  /** Its {@code client_id}. */
  public NodeId id() {
    return client.agent().id();
  }

  /** The agent with all that is above it, as of the fence at which it was read. */
  public Client client() {
    return client;
  }

  /** What proved it. */
  public Evidence evidence() {
    return evidence;
  }

  /** What is used up by acting on the authentication; nothing where it may be shown again. */
  public List<SingleUse> uses() {
    return uses;
  }

  /** What the authentication rests on. */
  public List<Hold> holds() {
    return holds;
  }
}
