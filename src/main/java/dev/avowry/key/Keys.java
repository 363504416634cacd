package dev.avowry.key;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Avowry's own keys, in memory. What another replica did with them is known here a few seconds
 * later, or at once when a token names a key that is not known.
 */
@ApplicationScoped
public class Keys {
  /** An attacker who invents names costs one query a second, not one a request. */
  private static final Duration UNKNOWN_KID_PAUSE = Duration.ofSeconds(1);

  private final KeyStore store;
  private final Sealer sealer;
  private final Rotation rotation;
  private final Optional<String> trustDomain;
  private final Vertx vertx;
  private final Clock clock;
  private final Readings<List<SigningKey>> readings;

  private volatile Optional<Held> current = Optional.empty();

  @Inject
  Keys(KeyStore store, Sealer sealer, KeyConfig config, CaConfig ca, Vertx vertx, Clock clock) {
    CaLimits.check(ca);
    this.clock = clock;
    this.store = store;
    this.sealer = sealer;
    this.trustDomain = ca.trustDomain();
    this.rotation = Rotation.from(config, Duty.all(trustDomain.isPresent()));
    this.vertx = vertx;
    this.readings = new Readings<>(store::all, this::adopt, UNKNOWN_KID_PAUSE);
  }

  /** The keys as known now. Ready before the first request is let in. */
  public KeyRing ring() {
    return held().ring();
  }

  /** Every key that is kept, the oldest first. */
  public List<SigningKey> all() {
    return held().keys();
  }

  /**
   * The published key of that name, also if another replica made it a moment ago: what is not known
   * is looked for by a reading that begins after this call.
   */
  public Uni<Optional<VerificationKey>> find(String kid) {
    Optional<VerificationKey> known = ring().find(kid);
    return known.isPresent()
        ? Uni.createFrom().item(known)
        : readings.inTurn().emitOn(here()).map(refreshed -> ring().find(kid));
  }

  /**
   * Brings memory up to date and does what is due; the first call ever makes the first keys. Fails
   * without having changed anything when the stored keys cannot be opened.
   */
  public Uni<Void> tick() {
    return readings.now().chain(this::rotateIfDue);
  }

  /** Publishes a new key that signs once readers have had time to fetch it. */
  public Uni<SigningKey> rotate(Duty duty, Change.Cause cause) {
    rotation.requireKept(duty);
    return replace(duty, made -> held -> rotation.publish(held, made, clock.instant()), cause);
  }

  /**
   * Replaces a key that others may have: see {@link Rotation#replaceCompromised}. Other replicas go
   * on signing with the old key until their next refresh; such tokens are refused by readers.
   */
  public Uni<SigningKey> replaceCompromised(Duty duty, Change.Cause cause) {
    rotation.requireKept(duty);
    return replace(
        duty, made -> held -> rotation.replaceCompromised(held, made, clock.instant()), cause);
  }

  /** How long a key is known after it has signed for the last time. */
  public Duration overlap(Duty duty) {
    return rotation.overlap(duty);
  }

  /** How long a reader may keep the JWKS: well within the time that a key is known before use. */
  public Duration jwksMaxAge() {
    return rotation.publishBeforeUse().dividedBy(2);
  }

  private Uni<SigningKey> replace(
      Duty duty,
      Function<SigningKey.Made, Function<List<SigningKey>, List<Change>>> decision,
      Change.Cause cause) {
    return make(duty)
        .call(made -> store.change(decision.apply(made), cause))
        .call(readings::now)
        .map(made -> held().named(made.jwk()));
  }

  private Uni<Void> rotateIfDue() {
    Instant now = clock.instant();
    List<SigningKey> known = all();
    if (!rotation.isDue(known, now)) {
      return Uni.createFrom().voidItem();
    }
    return make(rotation.wanting(known, now))
        .chain(made -> store.change(held -> rotation.due(held, made, now), Change.Cause.schedule()))
        .chain(readings::now);
  }

  private void adopt(List<SigningKey> keys) {
    if (!current.map(Held::keys).equals(Optional.of(keys))) {
      current = Optional.of(Held.open(keys, sealer, clock));
    }
  }

  /** On a worker: a pair for RSA takes hundreds of milliseconds. */
  private Uni<SigningKey.Made> make(Duty duty) {
    return vertx.executeBlocking(() -> pair(duty));
  }

  private Uni<Map<Duty, SigningKey.Made>> make(Set<Duty> duties) {
    return vertx.executeBlocking(
        () -> {
          Map<Duty, SigningKey.Made> made = new EnumMap<>(Duty.class);
          duties.forEach(each -> made.put(each, pair(each)));
          return made;
        });
  }

  private SigningKey.Made pair(Duty duty) {
    KeyMaterial made = KeyMaterial.generate(duty.algorithm());
    return Held.seal(
        duty, duty.purpose() == Duty.Purpose.CERTIFICATES ? authority(duty, made) : made, sealer);
  }

  private KeyMaterial authority(Duty duty, KeyMaterial made) {
    Instant now = clock.instant();
    return made.certified(
        new AuthorityCertificate.Terms(
            trustDomain.orElseThrow(), now, now.plus(rotation.longestLife(duty))));
  }

  private Held held() {
    return current.orElseThrow(() -> new IllegalStateException("the keys are not loaded yet"));
  }

  /** One refresh serves many requests; each goes on where it was, as its session demands. */
  private static Executor here() {
    Context context = io.vertx.core.Vertx.currentContext();
    return context == null ? Runnable::run : MutinyHelper.executor(context);
  }
}
