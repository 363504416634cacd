package dev.avowry.canary;

import dev.avowry.agent.Deaths;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Verifier;
import dev.avowry.revocation.Verifiers;
import dev.avowry.token.Issued;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Begins a visit to each live verifier with a probe: a token of the chain for its own resource, and
 * its word that it lets that in.
 */
@ApplicationScoped
class Visits {
  /** More than any installation has; a run has to come to an end. */
  private static final int MOST = 1_000;

  /**
   * Begun beside each other. Even if nobody answers, all are begun before the first token is too
   * old.
   */
  private static final int AT_ONCE = 256;

  /** How long a verifier may take to let the living token in: it may be a little behind. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A token is not relied on to its last second, of which one was cut off when it was issued. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Verifiers verifiers;
  private final Deaths deaths;
  private final ChainTokens tokens;
  private final Probe probe;
  private final EndpointRule rule;
  private final Vertx vertx;
  private final String issuer;

  Visits(
      Verifiers verifiers,
      Deaths deaths,
      ChainTokens tokens,
      Probe probe,
      EndpointRule rule,
      Vertx vertx,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.verifiers = verifiers;
    this.deaths = deaths;
    this.tokens = tokens;
    this.probe = probe;
    this.rule = rule;
    this.vertx = vertx;
    this.issuer = issuer;
  }

  /** All of them; fails when not even the root gets a token. */
  Uni<List<Visit>> begin(Chain chain, Origin origin) {
    return verifiers.probed(MOST).chain(this::living).chain(all -> begin(chain, all, origin));
  }

  private Uni<List<Verifier>> living(List<Verifier> all) {
    return deaths
        .of(all.stream().map(Verifier::id).toList())
        .map(dead -> all.stream().filter(each -> !dead.containsKey(each.id())).toList());
  }

  /** The root's token is for Avowry itself, where it opens nothing. */
  private Uni<List<Visit>> begin(Chain chain, List<Verifier> all, Origin origin) {
    return tokens
        .ofRoot(chain, issuer, origin)
        .chain(
            root ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUni(each -> begin(chain, root, each, all.size(), origin))
                    .merge(AT_ONCE)
                    .collect()
                    .asList());
  }

  private Uni<Visit> begin(Chain chain, Issued root, Verifier verifier, int others, Origin origin) {
    long asked = System.nanoTime();
    return tokens
        .ofBelow(chain, root, Visit.resource(verifier), origin)
        .chain(token -> begin(verifier, token, asked, others))
        .onFailure(Refused.class)
        .recoverWithItem(refused -> Visit.over(verifier, refusedToken(refused)))
        .onFailure()
        .recoverWithItem(failure -> Visit.over(verifier, unreachable(failure)));
  }

  private Uni<Visit> begin(Verifier verifier, Issued token, long asked, int others) {
    long expires = asked + token.expiresIn().minus(MARGIN).toNanos();
    return Uni.createFrom()
        .item(() -> endpoint(verifier))
        .chain(probe::to)
        .map(line -> new Inquiry(vertx, line, token.accessToken(), others))
        .chain(
            inquiry ->
                letIn(new Visit.Open(verifier.id(), Visit.resource(verifier), inquiry, expires)));
  }

  private static Uni<Visit> letIn(Visit.Open visit) {
    return visit
        .inquiry()
        .until(answer -> answer instanceof Probe.Answer.Live, PATIENCE)
        .map(
            heard ->
                switch (heard.answer()) {
                  case Probe.Answer.Live live -> visit;
                  case Probe.Answer.Dead dead -> over(visit, new Verdict.NotLetIn("401"));
                  case Probe.Answer.Unclear unclear ->
                      over(visit, new Verdict.Unreachable(unclear.why()));
                });
  }

  private static Visit over(Visit.Open visit, Verdict verdict) {
    return new Visit.Over(visit.verifier(), visit.resource(), verdict);
  }

  /** Once more by the rule: it may have been stricter or looser when the verifier registered. */
  private URI endpoint(Verifier verifier) {
    return rule.check("probe", verifier.probe().orElseThrow());
  }

  private static Verdict refusedToken(Refused refused) {
    return new Verdict.NotLetIn("no token for it: " + refused.refusal().reason().code());
  }

  private static Verdict unreachable(Throwable failure) {
    return new Verdict.Unreachable(failure.getClass().getSimpleName());
  }
}
