package dev.avowry.verifier;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Verifier}. All but the issuer have defaults; nonsense is refused here.
 */
public final class VerifierBuilder {
  private static final Duration SKEW_MAX = Duration.ofMinutes(1);
  private static final Duration STALE_MAX = Duration.ofDays(1);
  private static final Duration POLL_MIN = Duration.ofMillis(10);

  private final String issuer;
  private URI jwksUri;
  private Optional<URI> revocationsUri;
  private @Nullable KeySet givenKeys;
  private Clock clock = Clock.systemUTC();
  private Duration skew = Duration.ofSeconds(10);
  private Duration maxStale = Duration.ofSeconds(60);
  private Duration pollEvery = Duration.ofSeconds(1);
  private boolean plainHttp;

  VerifierBuilder(String issuer) {
    this.issuer = issuer;
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    this.jwksUri = URI.create(base + "/jwks");
    this.revocationsUri = Optional.of(URI.create(base + "/revocations"));
  }

  /** Where the keys are; {@code issuer/jwks} if not said. */
  public VerifierBuilder jwksUri(URI uri) {
    jwksUri = uri;
    return this;
  }

  /**
   * These keys and no others, as a JWKS; nothing is fetched. A key that the issuer withdraws is
   * trusted until another verifier is built.
   */
  public VerifierBuilder jwks(String json) {
    try {
      givenKeys = KeySet.parse(json);
      return this;
    } catch (Refusal e) {
      throw new IllegalArgumentException("the JWKS cannot be used: " + e.getMessage(), e);
    }
  }

  /** Where the revocation list is; {@code issuer/revocations} if not said. */
  public VerifierBuilder revocationsUri(URI uri) {
    revocationsUri = Optional.of(uri);
    return this;
  }

  /** The list is never fetched, only given to {@link Verifier#applyRevocations}. */
  public VerifierBuilder revocationsByHand() {
    revocationsUri = Optional.empty();
    return this;
  }

  public VerifierBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * How far the issuer's clock and this one may be apart: 0 to 1 minute, 10 s if not said. The
   * issuer keeps entries for as long as the skew that it was set to; more than that is of no use.
   */
  public VerifierBuilder skew(Duration value) {
    if (value.isNegative() || value.compareTo(SKEW_MAX) > 0) {
      throw new IllegalArgumentException("skew must be from 0 to " + SKEW_MAX);
    }
    skew = value;
    return this;
  }

  /**
   * How old the knowledge may be that a token is let in by: 1 ms to 1 day, 60 s if not said. Longer
   * rides out a longer absence of the issuer; a revocation made meanwhile is not seen.
   */
  public VerifierBuilder maxStale(Duration value) {
    if (!value.isPositive() || value.compareTo(STALE_MAX) > 0) {
      throw new IllegalArgumentException("maxStale must be positive and up to " + STALE_MAX);
    }
    maxStale = value;
    return this;
  }

  /** The pause between two looks at the list once started: 10 ms or more, 1 s if not said. */
  public VerifierBuilder pollEvery(Duration value) {
    if (value.compareTo(POLL_MIN) < 0) {
      throw new IllegalArgumentException("pollEvery must be at least " + POLL_MIN);
    }
    pollEvery = value;
    return this;
  }

  /**
   * Allows {@code http} to other machines. Whoever is on the way can then replace the keys, and so
   * everything: for a mesh that encrypts by itself, and for nothing else.
   */
  public VerifierBuilder dangerouslyAllowPlainHttp() {
    plainHttp = true;
    return this;
  }

  /** The verifier. Nothing is fetched before {@code start} or the first token. */
  public Verifier build() {
    boolean offline = givenKeys != null && revocationsUri.isEmpty();
    Optional<HttpClient> client = offline ? Optional.empty() : Optional.of(Fetch.newClient());
    KeySource keys = givenKeys;
    if (keys == null) {
      keys = new FetchedKeys(keysFrom(client.orElseThrow()), clock);
    }
    HeldRevocations revocations =
        new HeldRevocations(
            new SignedList(issuer, keys, skew),
            revocationsUri.map(uri -> listFrom(client.orElseThrow(), uri)),
            clock,
            skew,
            maxStale);
    return new Verifier(new TokenCheck(issuer, keys, clock, skew), revocations, pollEvery, client);
  }

  private Fetch keysFrom(HttpClient client) {
    return new Fetch(
        client,
        Origin.trustworthy(jwksUri, plainHttp),
        "application/jwk-set+json, application/json",
        FetchedKeys.BYTES_MAX);
  }

  private Fetch listFrom(HttpClient client, URI uri) {
    return new Fetch(
        client,
        Origin.trustworthy(uri, plainHttp),
        "application/revocations+jwt, application/jwt",
        SignedList.LENGTH_MAX);
  }
}
