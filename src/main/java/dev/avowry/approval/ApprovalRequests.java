package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.SecretHash;
import dev.avowry.approval.ApprovalRequest.State;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRules;
import dev.avowry.token.IdentityScope;
import dev.avowry.web.Caller;
import dev.avowry.web.OwnScopes;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** What agents ask of humans who are not there: asked, looked at, and over when its time is. */
@ApplicationScoped
public class ApprovalRequests {
  private static final int BYTES = 32;

  /** Requests whose end is written down in one transaction. */
  private static final int AT_ONCE = 50;

  private final ApprovalStore store;
  private final Notices notices;
  private final ApprovalRules rules;
  private final Directory directory;
  private final Ledger ledger;
  private final ApprovalConfig config;
  private final SecureRandom random;
  private final Clock clock;

  ApprovalRequests(
      ApprovalStore store,
      Notices notices,
      ApprovalRules rules,
      Directory directory,
      Ledger ledger,
      ApprovalConfig config,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.notices = notices;
    this.rules = rules;
    this.directory = directory;
    this.ledger = ledger;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What an agent is given when it has asked.
   *
   * @param id by which it may look at what became of it
   * @param secret with which it collects the token: a credential
   * @param expiresIn how long humans have to answer
   * @param interval between two polls
   */
  public record Opened(ApprovalId id, SecretBytes secret, Duration expiresIn, Duration interval) {}

  /**
   * Asks. Refused with {@link Reason#INVALID_SCOPE} or {@link Reason#INVALID_TARGET} when agent or
   * human do not hold that themselves, and with {@link Reason#TOO_MANY_REQUESTS} when as many wait
   * already as a human can be expected to read.
   *
   * @param binding what whoever collects the token has to prove to hold
   */
  @WithTransaction
  Uni<Opened> ask(Client client, Optional<Binding> binding, Wish wish, Origin origin) {
    requireWithin(wish, client.lineage().effective());
    SecretBytes secret = SecretBytes.ofText(secret());
    return directory
        .lineage(wish.human())
        .invoke(found -> requireWithin(wish, found.map(Lineage::effective).orElseThrow()))
        .chain(() -> store.pending(client.agent().id(), wish.human(), clock.instant()))
        .invoke(this::requireRoom)
        .chain(() -> rules.of(wish.scopes()))
        .map(asked -> request(client, binding, wish, patience(wish, asked)))
        .call(request -> keep(client.agent(), request, wish, secret, origin))
        .map(
            request ->
                new Opened(
                    request.id(),
                    secret,
                    Duration.between(request.createdAt(), request.expiresAt()),
                    config.interval()));
  }

  private Uni<Void> keep(
      Agent agent, ApprovalRequest request, Wish wish, SecretBytes secret, Origin origin) {
    return store
        .add(request, SecretHash.of(secret), config.interval())
        .chain(() -> notices.promise(agent, request.id(), secret, wish))
        .chain(() -> ledger.append(ApprovalEvents.asked(request, origin)));
  }

  private ApprovalRequest request(
      Client client, Optional<Binding> binding, Wish wish, Duration patience) {
    // As fine as the database has it, so that what is answered is what is kept.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new ApprovalRequest(
        ApprovalId.random(random),
        client.agent().id(),
        wish.human(),
        wish.scopes(),
        wish.resources(),
        wish.message(),
        binding,
        now,
        now.plus(patience),
        State.PENDING);
  }

  private String secret() {
    byte[] bytes = SecretBytes.random(random, BYTES).exposeSecret();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** As long as the most impatient of the rules, and never longer than the agent can wait. */
  private Duration patience(Wish wish, Set<ApprovalRule> asked) {
    Duration most =
        asked.stream()
            .map(ApprovalRule::patience)
            .min(Duration::compareTo)
            .orElse(config.patience());
    return wish.within().filter(within -> within.compareTo(most) < 0).orElse(most);
  }

  /** What reaches beyond one's own tree is not lent, by whomever. */
  private static void requireWithin(Wish wish, Ceiling most) {
    Set<String> authority = IdentityScope.without(wish.scopes());
    if (authority.stream().anyMatch(OwnScopes.RESERVED::contains)
        || !authority.stream().allMatch(most.scopes()::covers)) {
      throw Refusal.refused(
          Reason.INVALID_SCOPE, "a scope is not within the ceiling of the client or the human");
    }
    if (!wish.resources().stream().allMatch(most.resources()::covers)) {
      throw Refusal.refused(
          Reason.INVALID_TARGET, "a resource is not within the ceiling of the client or the human");
    }
  }

  private void requireRoom(ApprovalStore.Pending pending) {
    if (pending.ofAgent() >= config.mostPerAgent()) {
      throw tooMany("as many requests of this client wait for an answer as may");
    }
    if (pending.forHuman() >= config.mostPerHuman()) {
      throw tooMany("as many requests wait for this human's answer as may");
    }
  }

  private static Refused tooMany(String what) {
    return Refusal.refused(Reason.TOO_MANY_REQUESTS, what + ": try again when one is answered");
  }

  /** What was asked, latest first: all, or of and for whoever looks. */
  public Uni<Page<ApprovalRequest>> page(PageRequest page, Caller by) {
    return store.page(by.limit(), page);
  }

  /** One of them. */
  public Uni<ApprovalRequest> find(ApprovalId id, Caller by) {
    return store
        .find(id)
        .map(found -> found.filter(request -> isTheirs(request, by)))
        .map(found -> found.orElseThrow(ApprovalRequests::unknown));
  }

  private static boolean isTheirs(ApprovalRequest request, Caller by) {
    Optional<NodeId> limit = by.limit();
    return limit.isEmpty()
        || limit.get().equals(request.agent())
        || limit.get().equals(request.human());
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such request, or it is not yours to know of");
  }

  /** Writes down that those are over which nobody, or too few, have answered in time. */
  @WithTransaction
  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> expire() {
    Instant now = clock.instant();
    return store
        .overdue(now, AT_ONCE)
        .onItem()
        .transformToMulti(requests -> Multi.createFrom().iterable(requests))
        .onItem()
        .transformToUniAndConcatenate(request -> expire(request, now))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> expire(ApprovalRequest request, Instant now) {
    Event event =
        ApprovalEvents.ended(
            EventType.APPROVAL_EXPIRED, request, Event.ITSELF, Origin.itself("approvals"));
    return store.end(request.id(), State.EXPIRED, now).chain(() -> ledger.append(event));
  }
}
