package dev.avowry.verifier;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
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
  private FreshnessContract contract = FreshnessContract.of(Duration.ofSeconds(60));
  private Duration pollEvery = Duration.ofSeconds(1);
  private boolean streaming = true;
  private Optional<KeptList> kept = Optional.empty();
  private Optional<Supplier<String>> acknowledging = Optional.empty();
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

  /** What time it is, by which everything is measured; the system's clock if not said. */
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
    contract = contract.usually(limit(value));
    return this;
  }

  /**
   * The same for requests that need the scope. Where several limits apply the strictest counts, and
   * the usual one not at all. Below some 4 seconds the stream alone does not keep a list fresh
   * enough, so that requests may have to wait for an answer of the issuer's.
   */
  public VerifierBuilder maxStaleForScope(String scope, Duration value) {
    contract = contract.forScope(scope, limit(value));
    return this;
  }

  /** The same for requests to the resource. */
  public VerifierBuilder maxStaleForResource(String audience, Duration value) {
    contract = contract.forResource(audience, limit(value));
    return this;
  }

  /** The stream is not asked for; once started the list is only polled. */
  public VerifierBuilder withoutStream() {
    streaming = false;
    return this;
  }

  /**
   * Keeps the last list in a file, so that a start while the issuer is away has what was known. It
   * is proven by its signature when it is read, and nothing beyond its {@code exp}. Asks for the
   * whole list each 20 seconds.
   *
   * @param file in a folder that exists; replaced as a whole
   */
  public VerifierBuilder keepListIn(Path file) {
    kept = Optional.of(new KeptList(file));
    return this;
  }

  /**
   * Acknowledges to the issuer what was applied, as the verifier that the token's agent is
   * registered as. Each process needs an agent of its own: what one has applied another has not.
   *
   * @param accessToken gives a live access token for the issuer's API with the scope {@code
   *     revocations:ack}; called on a thread of its own, as often as there is something to say
   */
  public VerifierBuilder acknowledge(Supplier<String> accessToken) {
    acknowledging = Optional.of(accessToken);
    return this;
  }

  private static Duration limit(Duration value) {
    if (!value.isPositive() || value.compareTo(STALE_MAX) > 0) {
      throw new IllegalArgumentException("maxStale must be positive and up to " + STALE_MAX);
    }
    return value;
  }

  /**
   * The pause between two looks at the list once started and without a stream: 10 ms or more, 1 s
   * if not said.
   */
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
    return new Assembly(keys, client).verifier();
  }

  /** The parts while they are put together. */
  private final class Assembly {
    private final KeySource keys;
    private final Optional<HttpClient> client;
    private final IssuerJwt jwt;
    private final Watches watches = new Watches(skew, this::applied);
    private final HeldRevocations held;
    private final Optional<Acknowledger> acknowledger;

    Assembly(KeySource keys, Optional<HttpClient> client) {
      this.keys = keys;
      this.client = client;
      this.jwt = new IssuerJwt(issuer, keys);
      this.held =
          new HeldRevocations(
              new SignedList(jwt, skew),
              revocationsUri.map(uri -> listFrom(client.orElseThrow(), uri)),
              clock,
              skew,
              this::known);
      this.acknowledger =
          acknowledging.map(
              token -> new Acknowledger(client.orElseThrow(), below("/acks"), token, this::place));
    }

    Verifier verifier() {
      Optional<RevocationStream> stream =
          revocationsUri.filter(any -> streaming).map(any -> stream());
      return new Verifier(
          new TokenCheck(issuer, keys, clock, skew),
          held,
          contract,
          watches,
          new Verifier.Background(
              new Upkeep(held, stream, kept, watches, clock), pollEvery, stream, acknowledger),
          client);
    }

    private RevocationStream stream() {
      return new RevocationStream(
          client.orElseThrow(), below("/stream"), new SignedEvents(jwt, skew), held, clock);
    }

    private void known(Revocations list, long before) {
      watches.follow(list, before);
      applied();
    }

    private void applied() {
      acknowledger.ifPresent(Acknowledger::wake);
    }

    /** Up to where everything is done; 0 before the first list. */
    private long place() {
      return held.known().map(list -> watches.settled(list.seq())).orElse(0L);
    }
  }

  private URI below(String path) {
    URI list = revocationsUri.orElseThrow(() -> new IllegalArgumentException("there is no list"));
    return Origin.trustworthy(URI.create(list + path), plainHttp);
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
