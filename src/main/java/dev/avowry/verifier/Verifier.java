package dev.avowry.verifier;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets in exactly the tokens of one issuer that are alive.
 *
 * <pre>{@code
 * Verifier verifier = Verifier.of("https://avowry.example").build().start();
 * switch (verifier.verify(token, Expectation.of("https://files.example", "files.read"))) {
 *   case Result.Live(var t) -> serve(t.sub());
 *   case Result.Dead _ -> answer(401);
 *   case Result.Invalid(var reason, _) -> answer(reason == Reason.SCOPE ? 403 : 401);
 *   case Result.Stale _ -> answer(503);
 * }
 * }</pre>
 *
 * <p>Started, it follows the issuer's stream and learns of a revocation at once; while there is no
 * stream it polls, and learns within the polling interval. Not started, it asks when a token comes
 * and what it holds is older than {@code maxStale}, so a revocation takes effect within that.
 * Either way it never answers {@link Result.Live} by a list older than {@code maxStale}.
 *
 * <p>What lives by a token longer than a request does, such as a connection, is ended by {@link
 * #onDeath}.
 *
 * <p>One verifier serves all threads. {@code verify} blocks only while it fetches, a few seconds at
 * the longest.
 */
public final class Verifier implements AutoCloseable {
  /** The scope of the tokens that are for probes, and for nothing else. */
  public static final String CANARY = "canary:probe";

  private final TokenCheck check;
  private final HeldRevocations revocations;
  private final FreshnessContract contract;
  private final Watches watches;
  private final Background background;
  private final Optional<HttpClient> client;
  private @Nullable Poller poller;

  /** What a started verifier does beside answering. */
  record Background(
      Upkeep upkeep,
      Duration pollEvery,
      Optional<RevocationStream> stream,
      Optional<Acknowledger> acknowledger) {}

  /**
   * @param client what is to be closed with the verifier
   */
  Verifier(
      TokenCheck check,
      HeldRevocations revocations,
      FreshnessContract contract,
      Watches watches,
      Background background,
      Optional<HttpClient> client) {
    this.check = check;
    this.revocations = revocations;
    this.contract = contract;
    this.watches = watches;
    this.background = background;
    this.client = client;
  }

  /**
   * Begins a verifier.
   *
   * @param issuer exactly as {@code iss} has it
   */
  public static VerifierBuilder of(String issuer) {
    return new VerifierBuilder(issuer);
  }

  /**
   * Decides about a token.
   *
   * @param token as it came after {@code Bearer} or {@code DPoP}
   */
  public Result verify(String token, Expectation expectation) {
    try {
      return liveness(check.check(token, expectation), contract.limit(expectation));
    } catch (Refusal refusal) {
      return new Result.Invalid(refusal.reason(), refusal.detail());
    } catch (Undecided undecided) {
      return new Result.Stale(undecided.since());
    }
  }

  /**
   * Answers the issuer's canary, which asks at the registered probe whether a token of its own is
   * still let in, and so finds out how long a revocation takes to get here.
   *
   * <pre>{@code
   * ProbeAnswer answer = verifier.answerProbe(bearer, "https://orders.example");
   * respond(answer.status(), answer.body());
   * }</pre>
   *
   * <p>Only tokens with the scope {@value #CANARY} are spoken of: nobody can find out at a probe
   * whether any other token is alive.
   *
   * @param token as it came after {@code Bearer}
   * @param audience the resource server, as its tokens name it
   */
  public ProbeAnswer answerProbe(String token, String audience) {
    return ProbeAnswer.of(verify(token, Expectation.of(audience, CANARY)), revocations.arrivals());
  }

  /** Takes a revocation list as {@code GET /revocations} serves it, from wherever it came. */
  public Applied applyRevocations(String signedList) {
    try {
      return new Applied.Accepted(revocations.apply(signedList).seq());
    } catch (Refusal refusal) {
      return new Applied.Refused(refusal.reason(), refusal.detail());
    } catch (Undecided undecided) {
      return new Applied.Undecidable(undecided.since());
    }
  }

  /**
   * Has something done when the token dies: once, on a thread of its own, and at once if it is dead
   * already. A token that expires has nothing done. Only a verifier that was started learns of
   * deaths by itself.
   *
   * <p>An acknowledgement to the issuer waits until the action has returned.
   *
   * @return to be closed when what lives by the token ends by itself
   * @throws IllegalStateException 100 000 tokens are watched already
   */
  public Watch onDeath(VerifiedToken token, Consumer<Entry> action) {
    return watches.add(token, action, revocations::known);
  }

  /** How current the verifier is. */
  public Freshness freshness() {
    return revocations.freshness();
  }

  /** All that is known, current or not. */
  Optional<Revocations> known() {
    return revocations.known();
  }

  /** Begins to follow the revocation list, at once and until it is closed. */
  public synchronized Verifier start() {
    if (poller == null) {
      poller = Poller.start("avowry-revocations", background.upkeep(), background.pollEvery());
      background.stream().ifPresent(RevocationStream::start);
      background.acknowledger().ifPresent(Acknowledger::start);
    }
    return this;
  }

  /** Stops following and cuts off what is under way. A closed verifier is of no further use. */
  @Override
  public synchronized void close() {
    if (poller != null) {
      poller.close();
    }
    background.stream().ifPresent(RevocationStream::close);
    background.acknowledger().ifPresent(Acknowledger::close);
    client.ifPresent(HttpClient::shutdownNow);
  }

  private Result liveness(VerifiedToken token, Duration maxStale) throws Refusal, Undecided {
    // An entry never stops to hold, so even an old list can say no; only a current one says yes.
    Optional<Entry> death = revocations.known().flatMap(list -> death(list, token));
    if (death.isEmpty()) {
      Revocations current = revocations.reaching(token.fence(), maxStale);
      death = death(current, token);
      if (death.isEmpty() && !current.remembersAllSince(token.fence())) {
        throw new Refusal(Reason.OUTLIVED, "the token is older than the list remembers");
      }
    }
    return death.<Result>map(Result.Dead::new).orElseGet(() -> new Result.Live(token));
  }

  private static Optional<Entry> death(Revocations list, VerifiedToken token) {
    return list.deathOf(token.ids(), token.fence());
  }
}
