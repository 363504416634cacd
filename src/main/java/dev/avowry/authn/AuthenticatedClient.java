package dev.avowry.authn;

import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.federation.Admission;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client that proved itself: by an assertion signed by one of its live keys, by a certificate, by
 * a secret, or by a token of a trusted outside issuer. What proved it is not used up yet: whoever
 * acts on it claims {@link #uses()} in the same breath, and rests on {@link #holds()}.
 */
public final class AuthenticatedClient {
  private final Client client;
  private final Evidence evidence;
  private final List<SingleUse> uses;
  private final List<Hold> holds;
  private final Optional<Binding> binding;

  private AuthenticatedClient(
      Client client,
      Evidence evidence,
      List<SingleUse> uses,
      List<Hold> holds,
      Optional<Binding> binding) {
    this.client = client;
    this.evidence = evidence;
    this.uses = List.copyOf(uses);
    this.holds = List.copyOf(holds);
    this.binding = binding;
  }

  /** By a secret, which may be shown again. */
  static AuthenticatedClient bySecret(Credential secret, Client client) {
    return new AuthenticatedClient(
        client,
        new Evidence.OwnSecret(secret),
        List.of(),
        List.of(client.hold()),
        Optional.empty());
  }

  /** By nothing: a public client, which uses what was lent to it. */
  static AuthenticatedClient unproven(Client client) {
    return new AuthenticatedClient(
        client, new Evidence.Nothing(), List.of(), List.of(client.hold()), Optional.empty());
  }

  /**
   * By a certificate, which may be shown again.
   *
   * @param chain the credential after all that it rides on
   */
  static AuthenticatedClient byCertificate(List<Credential> chain, Client client) {
    return new AuthenticatedClient(
        client,
        new Evidence.OwnCredential(chain),
        List.of(),
        List.of(client.hold()),
        Optional.empty());
  }

  /**
   * By a key.
   *
   * @param chain the credential after all that it rides on
   */
  static AuthenticatedClient by(List<Credential> chain, Client client, SingleUse assertion) {
    return new AuthenticatedClient(
        client,
        new Evidence.OwnCredential(chain),
        List.of(assertion),
        List.of(client.hold()),
        Optional.empty());
  }

  static AuthenticatedClient by(Admission admission, Client client) {
    return new AuthenticatedClient(
        client,
        new Evidence.OutsideToken(admission),
        admission.use().stream().toList(),
        List.of(client.hold(), admission.hold()),
        Optional.empty());
  }

  /** The same client, which has also proven to hold a key for its tokens to be bound to. */
  AuthenticatedClient holding(ProvenKey proven) {
    List<SingleUse> both = Stream.concat(uses.stream(), Stream.of(proven.proof())).toList();
    return new AuthenticatedClient(client, evidence, both, holds, Optional.of(proven.thumbprint()));
  }

  /** The same client, which has also presented a certificate for its tokens to be bound to. */
  AuthenticatedClient holding(CertificateThumbprint certificate) {
    return new AuthenticatedClient(client, evidence, uses, holds, Optional.of(certificate));
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

  /**
   * When whatever is minted upon it has to end at the latest: with the agent, and with what proved
   * it.
   *
   * @param now when it is minted
   */
  public Stream<Instant> ends(Instant now) {
    return Stream.concat(client.lineage().expiresAt().stream(), evidence.ends(now));
  }

  /** The credential of its own that proved it; empty when that was somebody else's token. */
  Optional<Credential> credential() {
    return switch (evidence) {
      case Evidence.OwnCredential own -> Optional.of(own.credential());
      case Evidence.OwnSecret(Credential secret) -> Optional.of(secret);
      case Evidence.OutsideToken any -> Optional.empty();
      case Evidence.Nothing any -> Optional.empty();
    };
  }

  /** What its tokens are to be bound to; empty when they are for any bearer. */
  public Optional<Binding> boundTo() {
    return binding;
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
