package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Envelope;
import dev.avowry.key.Envelopes;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.EventType;
import dev.avowry.token.Deeds;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for a code or a link in an agent's own mail, and gives that and nothing else of the
 * message: what a stranger wrote does not reach whoever reads the answer. A message whose sender
 * was not verified has none, unless the operator permits it. It is the agent's once it is durable
 * that it was told.
 */
@ApplicationScoped
public class Awaiting {
  /** How often is looked, and so how late a code may be told. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Whoever fills a mailbox hides a code by that, and does not make us look for ever. */
  private static final int MOST_MESSAGES = 200;

  /** How much later than it says a message may be seen: by a commit, and another one's clock. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private static final int MOST_OPENED = 20;
  private static final int MOST_OF_ONE = 4;
  private static final int MOST_OF_ALL = 1_000;

  private final MailConfig config;
  private final Inbox inbox;
  private final Reading reading;
  private final Deeds deeds;
  private final Sealer sealer;
  private final Envelopes envelopes;
  private final Vertx vertx;
  private final Clock clock;
  private final Map<NodeId, Integer> waiting = new ConcurrentHashMap<>();

  Awaiting(
      MailConfig config,
      Inbox inbox,
      Reading reading,
      Deeds deeds,
      Sealer sealer,
      Envelopes envelopes,
      Vertx vertx,
      Clock clock) {
    this.config = config;
    this.inbox = inbox;
    this.reading = reading;
    this.deeds = deeds;
    this.sealer = sealer;
    this.envelopes = envelopes;
    this.vertx = vertx;
    this.clock = clock;
  }

  /**
   * What was waited for, in the latest message that has it; empty when none came.
   *
   * <p>Refused with {@link Reason#NOT_FOUND} when the agent has no mailbox, and with {@link
   * Reason#TOO_MANY_REQUESTS} when it waits for too much at the same time.
   */
  public Uni<Optional<FoundCode>> await(CodeWish wish, Caller by) {
    return reading
        .owner(Optional.empty(), by)
        .invoke(this::enter)
        .chain(
            agent ->
                look(agent, wish, clock.instant().plus(wish.patience()))
                    .onTermination()
                    .invoke(() -> leave(agent)))
        .call(
            found ->
                found.map(code -> record(code, by)).orElseGet(() -> Uni.createFrom().item(true)));
  }

  private Uni<Optional<FoundCode>> look(NodeId agent, CodeWish wish, Instant end) {
    Seen seen = new Seen(wish.since());
    return Multi.createBy()
        .repeating()
        .uni(() -> once(agent, wish, seen))
        .withDelay(PAUSE)
        .whilst(found -> found.isEmpty() && clock.instant().isBefore(end))
        .collect()
        .last();
  }

  /** How far someone who waits has looked: what was there is not read again, but for its end. */
  private static final class Seen {
    private final Set<MailId> messages = new HashSet<>();
    private Instant from;

    Seen(Instant from) {
      this.from = from;
    }

    List<Message> fresh(List<Message> all, Instant asked) {
      Instant next = asked.minus(LATE);
      from = next.isAfter(from) ? next : from;
      return all.stream().filter(message -> messages.add(message.id())).toList();
    }
  }

  private Uni<Optional<FoundCode>> once(NodeId agent, CodeWish wish, Seen seen) {
    Instant asked = clock.instant();
    return inbox
        .since(agent, seen.from, MOST_MESSAGES)
        .map(all -> seen.fresh(all, asked))
        .chain(fresh -> vertx.executeBlocking(() -> headed(fresh, wish), false))
        .chain(
            wanted ->
                Multi.createFrom()
                    .iterable(wanted)
                    .onItem()
                    .transformToUniAndConcatenate(headed -> in(headed, wish))
                    .filter(Optional::isPresent)
                    .collect()
                    .first())
        .map(found -> found == null ? Optional.empty() : found);
  }

  private record Headed(Message message, Heading heading) {}

  private List<Headed> headed(List<Message> messages, CodeWish wish) {
    return messages.stream()
        .map(message -> new Headed(message, heading(message)))
        .filter(headed -> wish.isFrom(headed.heading()))
        .filter(headed -> wish.believes(headed.heading(), config.codesFrom()))
        .limit(MOST_OPENED)
        .toList();
  }

  private Heading heading(Message message) {
    return Heading.read(
        sealer.open(message.heading(), Heading.purpose(message.id(), message.agent())));
  }

  private Uni<Optional<FoundCode>> in(Headed headed, CodeWish wish) {
    return inbox
        .content(headed.message().id())
        .chain(
            found ->
                vertx.executeBlocking(
                    () -> found.flatMap(content -> found(headed, content, wish)), false));
  }

  private Optional<FoundCode> found(Headed headed, Envelope content, CodeWish wish) {
    Message message = headed.message();
    Letter letter =
        LetterReader.read(envelopes.open(content, Message.purpose(message.id(), message.agent())));
    return wish.in(headed.heading(), letter)
        .map(value -> new FoundCode(message.id(), message.receivedAt(), wish.kind(), value));
  }

  private Uni<Boolean> record(FoundCode code, Caller by) {
    return deeds.record(
        by,
        Deeds.event(EventType.MAIL_READ, by)
            .onTarget(code.message().toString())
            .with(Map.of("part", code.kind().name().toLowerCase(Locale.ROOT))),
        Optional.empty(),
        List.of());
  }

  private synchronized void enter(NodeId agent) {
    int all = waiting.values().stream().mapToInt(Integer::intValue).sum();
    if (waiting.getOrDefault(agent, 0) >= MOST_OF_ONE || all >= MOST_OF_ALL) {
      throw Refusal.refused(
          Reason.TOO_MANY_REQUESTS, "so much is waited for already; try again when some has come");
    }
    waiting.merge(agent, 1, Integer::sum);
  }

  private synchronized void leave(NodeId agent) {
    waiting.computeIfPresent(agent, (any, count) -> count == 1 ? null : count - 1);
  }
}
