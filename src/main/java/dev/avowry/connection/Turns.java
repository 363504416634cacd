package dev.avowry.connection;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.Apart;
import dev.avowry.vault.Kept;
import dev.avowry.vault.Secret;
import dev.avowry.vault.Successors;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Refreshes access tokens before they end, and gives refresh tokens back that are not needed any
 * more: each connection by one replica at a time, and by another when that one has died.
 *
 * <p>Of a provider that gives another refresh token each time an answer may be lost on its way; the
 * next question is refused then, and the connection is broken. Nothing on our side can prevent it.
 */
@ApplicationScoped
class Turns {
  private static final Logger LOG = Logger.getLogger(Turns.class);

  /** Longer than a provider may take, with what is written of it. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 20;

  /** How often somebody is asked in vain to take back what they gave. */
  private static final int MOST_GIVING_BACK = 8;

  private final ConnectionWriter writer;
  private final ProviderStore providers;
  private final Providers registered;
  private final Successors successors;
  private final Directory directory;
  private final FarSide farSide;
  private final Clock clock;
  private final AtomicInteger underWay = new AtomicInteger();

  Turns(
      ConnectionWriter writer,
      ProviderStore providers,
      Providers registered,
      Successors successors,
      Directory directory,
      FarSide farSide,
      Clock clock) {
    this.writer = writer;
    this.providers = providers;
    this.registered = registered;
    this.successors = successors;
    this.directory = directory;
    this.farSide = farSide;
    this.clock = clock;
  }

  /** Begins with those whose turn it is, and waits for none: who is slow keeps nobody waiting. */
  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> turn() {
    int free = AT_ONCE - underWay.get();
    return free > 0
        ? quietly(
            writer.take(LEASE, free).invoke(all -> all.forEach(this::start)).replaceWithVoid())
        : Uni.createFrom().voidItem();
  }

  private void start(Task task) {
    underWay.incrementAndGet();
    Apart.run(() -> quietly(attempt(task).chain(step -> writer.conclude(task, step))))
        .onTermination()
        .invoke(underWay::decrementAndGet)
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf("a turn has ended: cause=%s", failure));
  }

  private Uni<Step> attempt(Task task) {
    return Panache.withSession(() -> providers.find(task.provider()))
        .map(Optional::orElseThrow)
        .chain(
            provider ->
                task.state() == Connection.State.ENDING
                    ? giveBack(task, provider)
                    : refresh(task, provider));
  }

  private Uni<Step> giveBack(Task task, Provider provider) {
    if (task.refresh().isEmpty() || provider.endpoints().revocation().isEmpty()) {
      return item(new Step.GivenBack());
    }
    return farSide
        .revoke(provider, registered.secret(provider), writer.refreshToken(task))
        .map(
            done ->
                done || task.tries() >= MOST_GIVING_BACK
                    ? new Step.GivenBack()
                    : new Step.Again(Fault.UNREACHABLE));
  }

  private Uni<Step> refresh(Task task, Provider provider) {
    return provider.removed() || task.refresh().isEmpty()
        ? item(new Step.Rests())
        : directory.lineage(task.agent()).chain(agent -> refresh(task, provider, agent));
  }

  private Uni<Step> refresh(Task task, Provider provider, Optional<Lineage> agent) {
    if (agent.map(Turns::isRevoked).orElse(true)) {
      return item(new Step.Over());
    }
    return agent.flatMap(it -> it.firstDead(clock.instant())).isPresent()
        ? item(new Step.Waits())
        : successors
            .kept(task.secret())
            .map(kept -> kept.map(Kept::secret))
            .chain(
                kept ->
                    kept.map(secret -> refresh(task, provider, secret))
                        .orElseGet(() -> item(new Step.Over())));
  }

  private static boolean isRevoked(Lineage agent) {
    return agent.nodes().stream().anyMatch(node -> node.state() == NodeState.REVOKED);
  }

  /** RFC 6749 §6. */
  private Uni<Step> refresh(Task task, Provider provider, Secret secret) {
    String token = new String(writer.refreshToken(task).exposeSecret(), StandardCharsets.US_ASCII);
    return farSide
        .token(
            provider,
            registered.secret(provider),
            Map.of("grant_type", "refresh_token", "refresh_token", token))
        .map(answer -> step(task, secret, answer));
  }

  private static Step step(Task task, Secret secret, FarSide.Answer answer) {
    if (answer instanceof FarSide.Answer.Made(TokenSet tokens) && tokens.isWithin(task.scopes())) {
      return new Step.Refreshed(secret, tokens);
    }
    Fault fault = Fault.of(answer);
    return fault == Fault.INVALID_GRANT || fault == Fault.WIDER_SCOPE
        ? new Step.Broken(fault)
        : new Step.Again(fault);
  }

  private static Uni<Step> item(Step step) {
    return Uni.createFrom().item(step);
  }

  private static Uni<Void> quietly(Uni<Void> what) {
    return what.onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "connections could not go on: cause=%s", failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }
}
