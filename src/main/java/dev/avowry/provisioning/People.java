package dev.avowry.provisioning;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a system tells of people becomes what sponsors are. Who is made inactive or removed has left
 * when this has answered; where both the door and the row are needed, the door comes first to take
 * and last to give, so that a failure in between leaves nothing alive.
 */
@ApplicationScoped
public class People {
  private static final Set<DepartureCause> ANY = EnumSet.allOf(DepartureCause.class);

  /** By what is said of a user, and not by an order beside it. */
  private static final Set<DepartureCause> SAID_BY_A_USER =
      EnumSet.of(DepartureCause.SCIM_INACTIVE, DepartureCause.SCIM_DELETED);

  private final PersonStore store;
  private final PersonChanges changes;
  private final Departures departures;
  private final Standing standing;
  private final Clock clock;

  People(
      PersonStore store,
      PersonChanges changes,
      Departures departures,
      Standing standing,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.departures = departures;
    this.standing = standing;
    this.clock = clock;
  }

  /**
   * Takes a person in. Who has signed in before by the same provider is that sponsor; anybody else
   * becomes a new one.
   */
  public Uni<Person> create(Provisioner by, PersonDocument document, Origin origin) {
    return known(by, document)
        .call(
            sponsor ->
                sponsor.map(it -> prepare(by, it, document, origin)).orElseGet(People::nothing))
        .chain(sponsor -> changes.add(by, document, sponsor, origin))
        .onFailure(People::isTaken)
        .call(() -> settleKnown(by, document, origin))
        .call(person -> settle(by, person.sponsor(), document, origin));
  }

  /** Says something else of a person. */
  public Uni<Person> replace(
      Provisioner by, NodeId sponsor, PersonDocument document, Origin origin) {
    return find(by, sponsor).chain(old -> changed(by, old, document.after(old.document()), origin));
  }

  /** Changes part of what is said of a person. */
  public Uni<Person> patch(Provisioner by, NodeId sponsor, PersonPatch patch, Origin origin) {
    return find(by, sponsor)
        .chain(old -> changed(by, old, patch.of(old.document()).after(old.document()), origin));
  }

  /** A person is gone, and nothing is said of them any more. The sponsor's id is never reused. */
  public Uni<Void> remove(Provisioner by, NodeId sponsor, Origin origin) {
    return find(by, sponsor)
        .call(() -> leave(by, sponsor, DepartureCause.SCIM_DELETED, origin))
        .chain(() -> changes.remove(by, sponsor));
  }

  /** One of those of whom this system has told. */
  public Uni<Person> find(Provisioner by, NodeId sponsor) {
    return store
        .find(by.id(), sponsor)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such user")));
  }

  private Uni<Person> changed(Provisioner by, Person old, PersonDocument document, Origin origin) {
    Person changed = new Person(old.sponsor(), document, old.createdAt(), clock.instant());
    Uni<?> first =
        changed.isActive()
            ? Uni.createFrom().voidItem()
            : leave(by, old.sponsor(), DepartureCause.SCIM_INACTIVE, origin);
    Uni<Person> written = first.chain(() -> changes.replace(by, old, changed, origin));
    return changed.isActive()
        ? written.call(() -> comeBack(by, old.sponsor(), taken(old), origin))
        : written;
  }

  /**
   * What is said to be there again is, whatever it was sent away for; what is said to be there once
   * more is what it was, but for what a failure left undone.
   */
  private static Set<DepartureCause> taken(Person old) {
    return old.isActive() ? SAID_BY_A_USER : ANY;
  }

  /** Who is here already and gone before they are taken in: nobody else's person is sent away. */
  private Uni<Void> prepare(
      Provisioner by, NodeId sponsor, PersonDocument document, Origin origin) {
    return document.active()
        ? nothing()
        : store
            .isAnothers(by, sponsor)
            .invoke(People::requireNobodyElses)
            .chain(() -> leave(by, sponsor, DepartureCause.SCIM_INACTIVE, origin));
  }

  /** Who was taken in, before something failed, is sent away when it is tried again. */
  private Uni<Void> settleKnown(Provisioner by, PersonDocument document, Origin origin) {
    return document.active()
        ? nothing()
        : store
            .named(by.id(), document.userName())
            .map(found -> found.filter(it -> isSame(it.document(), document)))
            .chain(
                found ->
                    found
                        .map(it -> settle(by, it.sponsor(), document, origin))
                        .orElseGet(People::nothing));
  }

  private static boolean isSame(PersonDocument one, PersonDocument other) {
    return !one.active() && one.externalId().equals(other.externalId());
  }

  private Uni<Void> settle(Provisioner by, NodeId sponsor, PersonDocument document, Origin origin) {
    return document.active()
        ? comeBack(by, sponsor, ANY, origin)
        : leave(by, sponsor, DepartureCause.SCIM_INACTIVE, origin);
  }

  private Uni<Void> comeBack(
      Provisioner by, NodeId sponsor, Set<DepartureCause> causes, Origin origin) {
    return departures.comeBack(sponsor, causes, actor(by), origin);
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }

  private static void requireNobodyElses(boolean another) {
    if (another) {
      throw Refusal.refused(Reason.CONFLICT, "the user exists");
    }
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> leave(Provisioner by, NodeId sponsor, DepartureCause cause, Origin origin) {
    return departures.leave(sponsor, cause, actor(by), origin).replaceWithVoid();
  }

  private Uni<Optional<NodeId>> known(Provisioner by, PersonDocument document) {
    return by.issuer().isEmpty() || document.externalId().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : standing
            .human(by.issuer().get(), document.externalId().get())
            .map(found -> found.map(lineage -> lineage.node().id()));
  }

  /** As the ledger names it. */
  static String actor(Provisioner by) {
    return by.id().toString();
  }
}
