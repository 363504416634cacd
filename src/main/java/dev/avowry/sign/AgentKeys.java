package dev.avowry.sign;

import dev.avowry.agent.Node;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.KeyMaterial;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of agents: one signs for an agent by an algorithm, made when it is first needed. */
@ApplicationScoped
public class AgentKeys {
  /** What keys are made for. */
  public static final Set<Algorithm> ALGORITHMS = Set.of(Algorithm.ES256, Algorithm.EDDSA);

  private final AgentKeyStore store;
  private final Ledger ledger;
  private final Sealer sealer;
  private final SignConfig config;
  private final SecureRandom random;
  private final Vertx vertx;
  private final Clock clock;

  AgentKeys(
      AgentKeyStore store,
      Ledger ledger,
      Sealer sealer,
      SignConfig config,
      SecureRandom random,
      Vertx vertx,
      Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.sealer = sealer;
    this.config = config;
    this.random = random;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** All of an agent, the oldest first. */
  public Uni<List<AgentKey>> ofAgent(NodeId agent) {
    return store.ofAgent(agent);
  }

  /**
   * Makes a key that signs from now on. What the one before has signed is verified as before; what
   * may be in other hands is to be revoked. Refused while the key that signs is suspended.
   */
  public Uni<AgentKey> rotate(Node agent, Algorithm algorithm, Caller by) {
    return make(agent.id(), algorithm)
        .chain(made -> Panache.withTransaction(() -> replace(made, agent.sponsor(), by)))
        .chain(() -> signing(agent.id(), algorithm));
  }

  /** The key that signs for the caller, made if there is none; refused while it is suspended. */
  Uni<AgentKey> signing(Caller by, Algorithm algorithm) {
    return store
        .signing(by.actor(), algorithm)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found.get())
                    : make(by.actor(), algorithm)
                        .chain(made -> Panache.withTransaction(() -> addIfNone(made, by)))
                        .chain(() -> signing(by.actor(), algorithm)))
        .invoke(AgentKeys::requireLive);
  }

  /** Lets others find the key. */
  Uni<Void> show(AgentKey key) {
    return key.web() ? Uni.createFrom().voidItem() : store.show(key);
  }

  private static void requireLive(AgentKey key) {
    if (!key.isLive()) {
      throw suspended();
    }
  }

  /** A revocation may come right after the key: then whoever asked asks again. */
  private Uni<AgentKey> signing(NodeId agent, Algorithm algorithm) {
    return store
        .signing(agent, algorithm)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.CONFLICT, "the key was revoked as soon as it was made")));
  }

  private Uni<Void> addIfNone(AgentKey made, Caller by) {
    return store
        .lock(made.agent())
        .invoke(this::requireRoom)
        .chain(() -> store.add(made))
        .chain(
            added ->
                added
                    ? ledger.append(
                        event(EventType.SIGNING_KEY_MADE, made, Optional.empty(), by.sponsor(), by))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> replace(AgentKey made, NodeId sponsor, Caller by) {
    return store
        .lock(made.agent())
        .invoke(this::requireRoom)
        .chain(() -> store.retire(made.agent(), made.jwk().algorithm(), made.madeAt()))
        .call(() -> store.add(made).invoke(AgentKeys::requireAdded))
        .chain(
            retired ->
                ledger.append(
                    event(
                        retired.isPresent()
                            ? EventType.SIGNING_KEY_ROTATED
                            : EventType.SIGNING_KEY_MADE,
                        made,
                        retired,
                        sponsor,
                        by)));
  }

  /** What keeps its place is suspended: nobody goes round that. */
  private static void requireAdded(boolean added) {
    if (!added) {
      throw suspended();
    }
  }

  private static RuntimeException suspended() {
    return Refusal.refused(Reason.CONFLICT, "the key that signs for this agent is suspended");
  }

  private void requireRoom(long keys) {
    if (keys >= config.keysPerAgent()) {
      throw Refusal.refused(
          Reason.CONFLICT,
          "the agent has %d keys, the most there may be: revoke some".formatted(keys));
    }
  }

  /** On a worker: a pair takes longer than a signature. */
  private Uni<AgentKey> make(NodeId agent, Algorithm algorithm) {
    return vertx.executeBlocking(
        () -> {
          KeyMaterial pair = KeyMaterial.generate(algorithm);
          SigningKeyId id = SigningKeyId.random(random);
          return new AgentKey(
              id,
              agent,
              pair.jwk(),
              Optional.of(pair.seal(sealer, AgentKey.purpose(id, agent, pair.jwk()))),
              NodeState.LIVE,
              false,
              clock.instant().truncatedTo(ChronoUnit.MICROS),
              Optional.empty(),
              Fence.NONE);
        },
        false);
  }

  private static Event event(
      EventType type, AgentKey key, Optional<String> retired, NodeId sponsor, Caller by) {
    Map<String, String> detail = new HashMap<>();
    detail.put("kid", key.kid());
    detail.put("alg", key.jwk().algorithm().joseName());
    retired.ifPresent(kid -> detail.put("retired", kid));
    Event event =
        Event.of(type, by.actor().toString(), by.origin())
            .onAgent(key.agent())
            .under(sponsor)
            .onTarget(key.id().toString())
            .with(detail);
    return by.token().map(token -> event.withToken(token, by.path())).orElse(event);
  }
}
