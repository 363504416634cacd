package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What secrets will be next, while it is not certain that it works where they are used: durable
 * before anybody else is told, one at a time for each secret, and given to nobody. As long as
 * somebody works on one, nobody writes another version.
 *
 * <p>All that writes joins the transaction that is under way and needs one.
 */
@ApplicationScoped
public class Successors {
  private static final String ACTOR = "rotation";
  private static final Origin ORIGIN = Origin.itself(ACTOR);

  private final Openings openings;
  private final SuccessorStore successors;
  private final VaultStore store;
  private final Versions versions;
  private final Envelopes envelopes;
  private final Ledger ledger;
  private final Clock clock;

  Successors(
      Openings openings,
      SuccessorStore successors,
      VaultStore store,
      Versions versions,
      Envelopes envelopes,
      Ledger ledger,
      Clock clock) {
    this.openings = openings;
    this.successors = successors;
    this.store = store;
    this.versions = versions;
    this.envelopes = envelopes;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** A secret as it is and as it will be; empty when it was removed. Outside any transaction. */
  public Uni<Optional<Kept>> kept(NodeId secret) {
    return openings
        .find(secret, Optional.empty(), ACTOR, List.of())
        .map(found -> found.filter(Opening::isKept))
        .chain(
            found ->
                found
                    .map(this::withNext)
                    .orElseGet(() -> Uni.createFrom().item(Optional.<Kept>empty())));
  }

  private Uni<Optional<Kept>> withNext(Opening opening) {
    return Panache.withSession(() -> successors.find(opening.secret().id()))
        .map(
            next ->
                Optional.of(
                    new Kept(
                        opening.secret(),
                        opening.open(envelopes),
                        next.filter(it -> it.number() == opening.secret().version() + 1)
                            .map(it -> open(opening.secret(), it)))));
  }

  private SecretFields open(Secret secret, Successor next) {
    return SecretFields.read(
        envelopes.open(next.envelope(), purposeOf(secret.id(), next.number(), secret.owner())));
  }

  /**
   * Keeps what a secret will be. Refused with {@link Reason#CONFLICT} when its present version is
   * another by now, or something else was kept for it.
   */
  public Uni<Void> prepare(Secret present, SecretFields next) {
    int number = present.version() + 1;
    Successor successor =
        new Successor(
            number,
            envelopes.seal(next.toBytes(), purposeOf(present.id(), number, present.owner())));
    return lock(present)
        .chain(() -> successors.add(present.id(), successor, clock.instant()))
        .invoke(Successors::requireDone)
        .replaceWithVoid();
  }

  /**
   * What was kept for a secret takes the place of its present version, and may be sent where that
   * might. Refused with {@link Reason#CONFLICT} when the one or the other is another by now.
   *
   * @param rotateAt when it is to be replaced again; empty when nobody says
   * @param run by which name the ledger has it
   */
  public Uni<Void> promote(Kept kept, Optional<Instant> rotateAt, String run) {
    Secret present = kept.secret();
    SecretFields fields = kept.next().orElseThrow();
    return lock(present)
        .chain(() -> successors.remove(present.id(), present.version() + 1))
        .invoke(Successors::requireDone)
        .chain(() -> add(present, fields, present.bindings(), rotateAt, run));
  }

  /**
   * Puts fields in the place of those of the present version, to be sent nowhere. Refused with
   * {@link Reason#CONFLICT} when that is another by now.
   */
  public Uni<Void> replace(
      Secret present, SecretFields fields, Optional<Instant> rotateAt, String run) {
    return lock(present)
        .chain(() -> successors.putAside(present.id()))
        .invoke(Successors::requireDone)
        .chain(() -> add(present, fields, Bindings.NONE, rotateAt, run));
  }

  /**
   * Puts fields that are known to open in the place of those of the present version, to be sent
   * where that might be. Refused with {@link Reason#CONFLICT} when that is another by now.
   *
   * @param run by which name the ledger has it
   */
  public Uni<Void> renew(Secret present, SecretFields fields, String run) {
    return lock(present)
        .chain(() -> successors.putAside(present.id()))
        .invoke(Successors::requireDone)
        .chain(() -> add(present, fields, present.bindings(), present.about().rotateAt(), run));
  }

  /**
   * Somebody else has replaced a secret. A day that is still to come stays, unless one is given.
   *
   * @param rotateAt when it is to be replaced again; empty when nobody says
   */
  public Uni<Void> replacedElsewhere(NodeId secret, Optional<Instant> rotateAt) {
    return store.rotated(secret, rotateAt, clock.instant());
  }

  private Uni<Void> add(
      Secret present,
      SecretFields fields,
      Bindings bindings,
      Optional<Instant> rotateAt,
      String run) {
    Secret next = present.replacedBy(present.version() + 1, bindings, clock.instant());
    Event event = Event.of(EventType.SECRET_VERSION_ADDED, ACTOR, ORIGIN).onNode(next.id());
    return versions
        .replace(next, fields, ACTOR, event, Map.of("run", run))
        .chain(() -> store.rotated(next.id(), rotateAt, next.changedAt()));
  }

  /** Nobody works on it any more: whoever writes another version puts it aside. */
  public Uni<Void> rest(NodeId secret) {
    return successors.rest(secret, true);
  }

  /** Somebody works on it again, if there is one. */
  public Uni<Void> resume(NodeId secret) {
    return successors.rest(secret, false);
  }

  /** Forgets it, if nobody works on it. */
  public Uni<Void> putAside(NodeId secret) {
    return successors.putAside(secret).replaceWithVoid();
  }

  private Uni<Integer> lock(Secret present) {
    return ledger
        .enterShared()
        .chain(() -> store.lock(present.id()))
        .map(
            number ->
                number.filter(it -> it == present.version()).orElseThrow(Successors::overtaken));
  }

  private static void requireDone(boolean done) {
    if (!done) {
      throw overtaken();
    }
  }

  private static Refused overtaken() {
    return Refusal.refused(Reason.CONFLICT, "the secret was replaced or removed meanwhile");
  }

  private static String purposeOf(NodeId secret, int number, NodeId owner) {
    return "vault_successor %s %d %s".formatted(secret, number, owner);
  }
}
