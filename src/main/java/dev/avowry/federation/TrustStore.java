package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Jwk;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What federation reads and writes. What adds or counts does so in the transaction that is under
 * way; what reads does not need one, unless it says so.
 */
public interface TrustStore {
  /** Adds an issuer; false when there is one with this {@code iss} that is not revoked. */
  Uni<Boolean> add(TrustedIssuer issuer);

  /** Gives an issuer other keys; false when its keys are not given. */
  Uni<Boolean> give(TrustId issuer, List<Jwk> keys);

  /** Adds a rule; false when it is a quarantine and its issuer has one. */
  Uni<Boolean> add(Rule rule);

  /** Every issuer, the oldest first. */
  Uni<List<TrustedIssuer>> issuers();

  /** One issuer. */
  Uni<Optional<TrustedIssuer>> issuer(TrustId id);

  /** Every rule of an issuer, the oldest first. */
  Uni<List<Rule>> rules(TrustId issuer);

  /** The issuer with this {@code iss} that is not revoked, and its live rules. */
  Uni<Optional<Trust>> trust(String issuer);

  /**
   * The live issuer that speaks for the SPIFFE trust domain, and its live rules; empty where there
   * is none, and where there are two: which of them is meant nobody should guess.
   */
  Uni<Optional<Trust>> trustOfDomain(String trustDomain);

  /** The trust in the host of clients with this origin, which is never mistaken for an issuer. */
  Uni<Optional<Trust>> host(String origin);

  /** The agent that a rule has made of the workload. */
  Uni<Optional<NodeId>> workload(TrustId rule, String identity);

  /**
   * The same, in the transaction that is under way. Whoever asks for the same meanwhile waits for
   * its end, so that what is absent can be made.
   */
  Uni<Optional<NodeId>> workloadAlone(TrustId rule, String identity);

  /**
   * Counts one more agent that a rule makes; false when it has made as many as it may, of all or
   * within a minute, or it or its issuer is not live.
   */
  Uni<Boolean> count(TrustId rule, int perMinute, Instant now);

  /** Whether a rule has made as many agents as it may, of all. */
  Uni<Boolean> isFull(TrustId rule);

  /** Adds the agent that a rule has made of the workload. */
  Uni<Void> add(TrustId rule, String identity, NodeId agent, Instant at);
}
