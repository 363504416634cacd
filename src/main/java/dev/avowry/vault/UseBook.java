package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import dev.avowry.ledger.Superseded;
import dev.avowry.token.Deeds;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records what is done with secrets before anybody has it, each time counted where it counts. */
@ApplicationScoped
class UseBook {
  /** Longer than any access that is counted matters to anybody. */
  private static final Duration COUNTED_FOR = Duration.ofDays(36_500);

  private final Deeds deeds;

  UseBook(Deeds deeds) {
    this.deeds = deeds;
  }

  /** What comes of the deed, or of what is done instead where it was used up before. */
  <T> Uni<T> record(Allowed allowed, Errand<T> errand, Deed<T> deed, Caller by) {
    Event event = event(type(errand.use()), allowed, errand, deed.detail(), by);
    Uni<Boolean> recorded =
        allowed.access().conditions().most().isEmpty()
            ? deeds.record(by, event, deed.use(), rests(allowed))
            : recordCounted(allowed, deed.use(), event, by);
    return recorded.chain(
        fresh ->
            fresh
                ? Uni.createFrom().item(deed.result())
                : record(allowed, errand, deed.instead().get(), by));
  }

  /**
   * Records how something went that was recorded before it was done, and only if all that it rested
   * on still stands: refused with {@link Reason#INVALID_TOKEN} or {@link Reason#NOT_FOUND} if not.
   */
  Uni<Void> conclude(Allowed allowed, Errand<?> errand, Map<String, String> detail, Caller by) {
    return deeds
        .record(
            by,
            event(EventType.SECRET_ANSWERED, allowed, errand, detail, by),
            Optional.empty(),
            rests(allowed))
        .onFailure(Superseded.class)
        .transform(ended -> Keepers.unknown())
        .replaceWithVoid();
  }

  /** What it uses up comes first and by itself: of two that are used up at once one may be lost. */
  private Uni<Boolean> recordCounted(
      Allowed allowed, Optional<SingleUse> use, Event event, Caller by) {
    int number = allowed.next();
    return use.map(once -> deeds.use(by, once, rests(allowed)))
        .orElseGet(() -> Uni.createFrom().item(true))
        .chain(
            fresh ->
                fresh
                    ? recordAs(number, allowed, event, by).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  /**
   * Where uses are counted each takes a number, which is used once over all replicas: who finds
   * theirs taken takes the next.
   */
  private Uni<Void> recordAs(int number, Allowed allowed, Event event, Caller by) {
    return deeds
        .record(by, event, Optional.of(use(allowed.access(), number)), rests(allowed))
        .chain(
            fresh ->
                fresh
                    ? Uni.createFrom().voidItem()
                    : recordAs(allowed.requireLeft(number + 1), allowed, event, by));
  }

  private static List<Hold> rests(Allowed allowed) {
    return List.of(allowed.hold());
  }

  private static SingleUse use(Access access, int number) {
    return new SingleUse(
        SingleUse.Kind.ACCESS,
        access.id().toString(),
        Integer.toString(number),
        access.createdAt().plus(COUNTED_FOR));
  }

  private static Event event(
      EventType type, Allowed allowed, Errand<?> errand, Map<String, String> more, Caller by) {
    Map<String, String> detail = new HashMap<>(more);
    detail.put("version", Integer.toString(allowed.version().number()));
    detail.put("purpose", errand.purpose());
    return Deeds.event(type, by)
        .onNode(allowed.secret().id())
        .onTarget(allowed.access().id().toString())
        .because("asked for by the agent")
        .with(detail);
  }

  private static EventType type(Use use) {
    return switch (use) {
      case READ -> EventType.SECRET_READ;
      case USE -> EventType.SECRET_USED;
    };
  }
}
