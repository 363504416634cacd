package dev.avowry.federation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An outside issuer whose tokens count, as far as its rules say.
 *
 * @param id stands in the path of every token that is minted upon its word
 * @param name as people call it
 * @param issuer what {@code iss} has to be, character by character
 * @param profile how it speaks of workloads
 * @param audience what {@code aud} has to be, and nothing besides
 * @param algorithms by which it may sign
 * @param keys where its keys are had from
 * @param trustDomain of a SPIFFE issuer: for which it speaks
 * @param singleUse whether each of its tokens is good for one request
 * @param maxLifetime how far ahead {@code exp} may be
 * @param state a removed issuer is revoked, never deleted
 */
public record TrustedIssuer(
    TrustId id,
    String name,
    String issuer,
    Profile profile,
    String audience,
    Set<Algorithm> algorithms,
    KeyOrigin keys,
    Optional<String> trustDomain,
    boolean singleUse,
    Duration maxLifetime,
    NodeState state,
    Instant createdAt) {
  public TrustedIssuer {
    algorithms = Set.copyOf(algorithms);
  }
}
