package dev.avowry.broker;

import dev.avowry.authn.Tallies;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Done;
import dev.avowry.vault.Uses;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Sends requests for agents with a secret in them that they are not told, once it is durable that
 * it is used; and gives them the answer without the secret, if they may still have it by then.
 *
 * <p>Refused as {@link Uses} says; with {@link Reason#FORBIDDEN} when the secret is not bound to
 * where it is to be sent, or the grant is narrower; with {@link Reason#TOO_MANY_REQUESTS} when the
 * agent asks too often; and with {@link Reason#TEMPORARILY_UNAVAILABLE} when too many are under
 * way.
 */
@ApplicationScoped
public class Broker {
  private final Uses uses;
  private final Authorities authorities;
  private final FarSide farSide;
  private final BrokerConfig config;
  private final Duration patience;
  private final Vertx vertx;
  private final Tallies<NodeId> tallies;
  private final Semaphore places;

  Broker(
      Uses uses,
      Authorities authorities,
      FarSide farSide,
      BrokerConfig config,
      Patience patience,
      Vertx vertx,
      Clock clock) {
    this.uses = uses;
    this.authorities = authorities;
    this.farSide = farSide;
    this.config = config;
    this.patience = patience.longest();
    this.vertx = vertx;
    this.tallies = new Tallies<>(Duration.ofMinutes(1), config.requestsPerMinute(), clock);
    this.places = new Semaphore(config.atOnce());
  }

  /** Sends a request with the secret in it, once. */
  public Uni<Reply> send(NodeId secret, Asked asked, Caller by) {
    requireModeration(by.actor());
    requirePlace();
    return Uni.createFrom()
        .deferred(() -> authorities.of(by))
        .map(authority -> new Sending(asked, patience, authority))
        .chain(sending -> uses.of(secret, sending, this::exchange, by))
        .onTermination()
        .invoke(() -> places.release());
  }

  private Uni<Done<Reply>> exchange(Outgoing request) {
    return farSide
        .send(request, config.maxAnswer() + 1 + request.echoes().reach())
        .chain(outcome -> vertx.executeBlocking(() -> reply(outcome, request.echoes()), false))
        .map(reply -> new Done<>(reply.detail(), reply));
  }

  /** Looking for the secret in an answer takes its time. */
  private Reply reply(FarSide.Outcome outcome, Echoes echoes) {
    return switch (outcome) {
      case FarSide.Outcome.Received received ->
          Reply.Answered.of(received, echoes, config.maxAnswer());
      case FarSide.Outcome.Failed(Failure failure) -> new Reply.Failed(failure);
    };
  }

  private void requireModeration(NodeId agent) {
    if (!tallies.count(agent)) {
      throw Refusal.refused(
          Reason.TOO_MANY_REQUESTS, "the agent has requests sent too often; try again in a minute");
    }
  }

  private void requirePlace() {
    if (!places.tryAcquire()) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "too many requests are under way; try again shortly");
    }
  }
}
