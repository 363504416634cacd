package dev.avowry.federation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Jwk;
import dev.avowry.key.JwkSet;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The keys of outside issuers, in memory. They are asked for again when they have grown old, or
 * when a token names one that is not among them, and never more often than once in a pause,
 * whatever tokens name. While an issuer does not answer its last keys are used, up to a limit; what
 * is older decides nothing.
 */
@ApplicationScoped
public class OutsideKeys {
  private final KeySource source;
  private final Discovery discovery;
  private final FederationConfig config;
  private final Clock clock;
  private final Map<TrustId, Kept> kept = new ConcurrentHashMap<>();
  private final Map<TrustId, Uni<Kept>> underWay = new ConcurrentHashMap<>();

  OutsideKeys(KeySource source, Discovery discovery, FederationConfig config, Clock clock) {
    this.source = source;
    this.discovery = discovery;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Keys as they were last had.
   *
   * @param fetchedAt when they were
   * @param askedAt when the issuer was last asked, whatever came of it
   */
  private record Kept(List<Jwk> keys, Instant fetchedAt, Instant askedAt) {
    static final Kept NOTHING = new Kept(List.of(), Instant.EPOCH, Instant.EPOCH);

    boolean has(Optional<String> kid) {
      return !keys.isEmpty() && kid.map(id -> !named(id).isEmpty()).orElse(true);
    }

    List<Jwk> named(String kid) {
      return keys.stream().filter(key -> key.kid().map(kid::equals).orElse(false)).toList();
    }
  }

  /**
   * The keys that a token may have been signed with: those of that name, or all when it names none.
   * Refused with {@link Reason#TEMPORARILY_UNAVAILABLE} when there are none that are young enough.
   */
  Uni<List<Jwk>> of(TrustedIssuer issuer, Optional<String> kid) {
    if (issuer.keys() instanceof KeyOrigin.Given given) {
      return Uni.createFrom().item(candidates(new Kept(given.keys(), now(), now()), kid));
    }
    Kept known = kept.getOrDefault(issuer.id(), Kept.NOTHING);
    Instant now = now();
    boolean fresh = known.has(kid) && now.isBefore(known.fetchedAt().plus(config.keysFresh()));
    boolean pausing = now.isBefore(known.askedAt().plus(config.refetchPause()));
    return fresh || pausing
        ? Uni.createFrom().item(() -> usable(known, kid))
        : fetchedOnce(issuer).emitOn(here()).map(fetched -> usable(fetched, kid));
  }

  private List<Jwk> usable(Kept keys, Optional<String> kid) {
    if (!now().isBefore(keys.fetchedAt().plus(config.keysStale()))) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE,
          "the keys of the outside issuer cannot be had; try again shortly");
    }
    return candidates(keys, kid);
  }

  private static List<Jwk> candidates(Kept keys, Optional<String> kid) {
    return kid.map(keys::named).orElse(keys.keys());
  }

  /** Whoever needs them meanwhile waits for the same answer. */
  private Uni<Kept> fetchedOnce(TrustedIssuer issuer) {
    return underWay.computeIfAbsent(
        issuer.id(),
        id ->
            fetch(issuer)
                .onItemOrFailure()
                .transform((keys, failure) -> keep(id, Optional.ofNullable(keys)))
                .onTermination()
                .invoke(() -> underWay.remove(id))
                .memoize()
                .indefinitely());
  }

  private Kept keep(TrustId id, Optional<List<Jwk>> fetched) {
    Instant now = now();
    Kept before = kept.getOrDefault(id, Kept.NOTHING);
    Kept after =
        fetched
            .map(keys -> new Kept(keys, now, now))
            .orElseGet(() -> new Kept(before.keys(), before.fetchedAt(), now));
    kept.put(id, after);
    return after;
  }

  private Uni<List<Jwk>> fetch(TrustedIssuer issuer) {
    return discovery
        .jwksUri(issuer)
        .chain(source::fetch)
        .map(text -> JwkSet.read(text, issuer.algorithms(), issuer.profile().keyUse()))
        .map(keys -> keys.filter(all -> !all.isEmpty()))
        .map(keys -> keys.orElseThrow(() -> new IllegalStateException("no usable JWK Set")));
  }

  private Instant now() {
    return clock.instant();
  }

  /** One answer serves many requests; each goes on where it was, as its session demands. */
  private static Executor here() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : MutinyHelper.executor(context);
  }
}
