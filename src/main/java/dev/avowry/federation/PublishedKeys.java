package dev.avowry.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Jwk;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Keys that others publish, in memory. They are asked for again when they have grown old, or when a
 * JWT names one that is not among them, and never more often than once in a pause, whatever JWTs
 * name. While whoever publishes them does not answer the last ones are used, up to a limit; what is
 * older decides nothing.
 *
 * @param <P> names who publishes
 */
public final class PublishedKeys<P> {
  private final FederationConfig config;
  private final Clock clock;
  private final Cache<P, Kept> kept;
  private final Map<P, Uni<Kept>> underWay = new ConcurrentHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param most of how many publishers keys are remembered
   */
  public PublishedKeys(FederationConfig config, Clock clock, int most) {
    this.config = config;
    this.clock = clock;
    this.kept = Caffeine.newBuilder().maximumSize(most).build();
  }

  /**
   * Keys as they were last had.
   *
   * @param fetchedAt when they were
   * @param askedAt when they were last asked for, whatever came of it
   */
  private record Kept(List<Jwk> keys, Instant fetchedAt, Instant askedAt) {
    static final Kept NOTHING = new Kept(List.of(), Instant.EPOCH, Instant.EPOCH);

    boolean has(Optional<String> kid) {
      return !keys.isEmpty() && kid.map(id -> !named(keys, id).isEmpty()).orElse(true);
    }
  }

  /**
   * The keys that a JWT may have been signed with: those of that name, or all when it names none.
   * Refused with {@link Reason#TEMPORARILY_UNAVAILABLE} when there are none that are young enough.
   *
   * @param fetch has them anew; fails when they cannot be had
   */
  public Uni<List<Jwk>> of(P publisher, Optional<String> kid, Supplier<Uni<List<Jwk>>> fetch) {
    Kept known = known(publisher);
    Instant now = clock.instant();
    boolean fresh = known.has(kid) && now.isBefore(known.fetchedAt().plus(config.keysFresh()));
    boolean pausing = now.isBefore(known.askedAt().plus(config.refetchPause()));
    return fresh || pausing
        ? Uni.createFrom().item(() -> usable(known, kid))
        : fetchedOnce(publisher, fetch).emitOn(here()).map(fetched -> usable(fetched, kid));
  }

  /** Those of that name, or all without one. */
  static List<Jwk> candidates(List<Jwk> keys, Optional<String> kid) {
    return kid.map(id -> named(keys, id)).orElse(keys);
  }

  private static List<Jwk> named(List<Jwk> keys, String kid) {
    return keys.stream().filter(key -> key.kid().map(kid::equals).orElse(false)).toList();
  }

  private List<Jwk> usable(Kept keys, Optional<String> kid) {
    if (!clock.instant().isBefore(keys.fetchedAt().plus(config.keysStale()))) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE,
          "the keys are published elsewhere and cannot be had; try again shortly");
    }
    return candidates(keys.keys(), kid);
  }

  /** Whoever needs them meanwhile waits for the same answer. */
  private Uni<Kept> fetchedOnce(P publisher, Supplier<Uni<List<Jwk>>> fetch) {
    return underWay.computeIfAbsent(
        publisher,
        any ->
            Uni.createFrom()
                .deferred(fetch::get)
                .onItemOrFailure()
                .transform((keys, failure) -> keep(publisher, Optional.ofNullable(keys)))
                .onTermination()
                .invoke(() -> underWay.remove(publisher))
                .memoize()
                .indefinitely());
  }

  private Kept known(P publisher) {
    return Optional.ofNullable(kept.getIfPresent(publisher)).orElse(Kept.NOTHING);
  }

  private Kept keep(P publisher, Optional<List<Jwk>> fetched) {
    Instant now = clock.instant();
    Kept before = known(publisher);
    Kept after =
        fetched
            .map(keys -> new Kept(keys, now, now))
            .orElseGet(() -> new Kept(before.keys(), before.fetchedAt(), now));
    kept.put(publisher, after);
    return after;
  }

  /** One answer serves many requests; each goes on where it was, as its session demands. */
  private static Executor here() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : MutinyHelper.executor(context);
  }
}
