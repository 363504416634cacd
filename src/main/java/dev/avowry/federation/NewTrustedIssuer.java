package dev.avowry.federation;

import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An outside issuer to be trusted.
 *
 * @param audience what its tokens have to be for; ours when it is not said
 * @param algorithms by which it may sign; all that Avowry speaks when it is not said
 * @param singleUse whether a token is good for one request; as is usual at the platform when it is
 *     not said
 * @param maxLifetime how far ahead {@code exp} may be; an hour when it is not said, or five minutes
 *     for identity assertions
 */
public record NewTrustedIssuer(
    String name,
    String issuer,
    Profile profile,
    Optional<String> audience,
    Optional<Set<Algorithm>> algorithms,
    KeyOrigin keys,
    Optional<String> trustDomain,
    Optional<Boolean> singleUse,
    Optional<Duration> maxLifetime) {
  /** What platforms give to a job or a pod lives for an hour, a few seconds more in Kubernetes. */
  private static final Duration USUAL_LIFETIME = Duration.ofSeconds(3610);

  /** An identity assertion is made for one request and shown at once. */
  private static final Duration USUAL_ASSERTION = Duration.ofMinutes(5);

  private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Pattern LINE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,200}");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,500}");
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");

  public NewTrustedIssuer {
    require(LINE.matcher(name).matches() && !name.isBlank(), "name must be a line of text");
    require(
        VISIBLE.matcher(issuer).matches() && NodeId.parse(issuer).isEmpty(),
        "issuer must have 1 to 500 visible ASCII characters, and not be an id of ours");
    require(
        audience.map(it -> VISIBLE.matcher(it).matches()).orElse(true),
        "audience must have 1 to 500 visible ASCII characters");
    require(algorithms.map(it -> !it.isEmpty()).orElse(true), "algorithms must name at least one");
    require(
        trustDomain.isPresent() == (profile == Profile.SPIFFE),
        "trust_domain belongs to the profile spiffe, and to no other");
    require(
        trustDomain.map(it -> DOMAIN.matcher(it).matches()).orElse(true),
        "trust_domain must be a lower-case name");
    require(
        maxLifetime.map(NewTrustedIssuer::isLifetime).orElse(true),
        "max_lifetime must be from 60 to 86400 seconds");
    require(
        (keys instanceof KeyOrigin.Documents) == (profile == Profile.CLIENT_ID),
        "the profile client_id, and no other, leaves the keys to the documents of its clients");
    require(
        profile != Profile.CLIENT_ID
            || (audience.isEmpty() && maxLifetime.isEmpty() && singleUse.orElse(true)),
        "audience, max_lifetime and single_use of clients are those of client assertions");
    require(
        !profile.speaksOfHumans() || singleUse.orElse(true),
        "an identity assertion is good for one request");
    require(
        !singleUse.orElse(profile.singleUse())
            || maxLifetime.orElse(USUAL_LIFETIME).compareTo(USUAL_LIFETIME) <= 0,
        "what is good for one request lives for 3610 seconds at the most");
  }

  /** As it is kept. */
  TrustedIssuer registered(TrustId id, String ourIssuer, Instant now) {
    require(!issuer.equals(ourIssuer), "issuer must be another than Avowry itself");
    return new TrustedIssuer(
        id,
        name,
        issuer,
        profile,
        audience.orElse(ourIssuer),
        algorithms.orElseGet(profile::algorithms),
        keys,
        trustDomain,
        singleUse.orElse(profile.singleUse()),
        maxLifetime.orElse(profile.speaksOfHumans() ? USUAL_ASSERTION : USUAL_LIFETIME),
        NodeState.LIVE,
        now);
  }

  private static boolean isLifetime(Duration life) {
    return life.compareTo(SHORTEST_LIFETIME) >= 0 && life.compareTo(LONGEST_LIFETIME) <= 0;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
