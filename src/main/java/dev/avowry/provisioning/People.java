package dev.avowry.provisioning;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * What a system tells of people becomes what sponsors are. Who is made inactive or removed has left
 * when this has answered; where both the door and the row are needed, the door comes first to take
 * and last to give, so that a failure in between leaves nothing alive.
 */
@ApplicationScoped
public class People {
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
                sponsor.map(it -> settle(by, it, document, origin)).orElseGet(People::nothing))
        .chain(sponsor -> changes.add(by, document, sponsor, origin))
        .call(person -> settle(by, person.sponsor(), document, origin));
  }

  /** Says something else of a person. */
  public Uni<Person> replace(
      Provisioner by, NodeId sponsor, PersonDocument document, Origin origin) {
    return find(by, sponsor).chain(old -> changed(by, old, document, origin));
  }

  /** Changes part of what is said of a person. */
  public Uni<Person> patch(Provisioner by, NodeId sponsor, PersonPatch patch, Origin origin) {
    return find(by, sponsor).chain(old -> changed(by, old, patch.of(old.document()), origin));
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
    return old.isActive() || !changed.isActive()
        ? written
        : written.call(() -> departures.comeBack(old.sponsor(), actor(by), origin));
  }

  private Uni<Void> settle(Provisioner by, NodeId sponsor, PersonDocument document, Origin origin) {
    return document.active() ? nothing() : leave(by, sponsor, DepartureCause.SCIM_INACTIVE, origin);
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
