package dev.avowry.provisioning;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.sponsorship.Acceptances;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Writes what was told of a person together with what the sponsor is, each in one transaction. */
@ApplicationScoped
class PersonChanges {
  private final PersonStore store;
  private final Registry registry;
  private final Acceptances acceptances;
  private final Clock clock;

  PersonChanges(PersonStore store, Registry registry, Acceptances acceptances, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.acceptances = acceptances;
    this.clock = clock;
  }

  /**
   * Adds a person, or takes one over of whom a system has told that was let out.
   *
   * @param sponsor whom they are already; empty for who is new
   */
  @WithTransaction
  Uni<Person> add(
      Provisioner by, PersonDocument document, Optional<NodeId> sponsor, Origin origin) {
    Instant now = clock.instant();
    return sponsor
        .map(known -> Uni.createFrom().item(known))
        .orElseGet(
            () ->
                acceptances.told(sponsor(by, document), People.actor(by), origin).map(Sponsor::id))
        .map(id -> new Person(id, document, now, now))
        .call(
            person ->
                store
                    .add(by.id(), person)
                    .chain(added -> added ? Uni.createFrom().item(true) : store.adopt(by, person))
                    .invoke(added -> requireNew(added, "the user exists")));
  }

  /** Replaces what was told. */
  @WithTransaction
  Uni<Person> replace(Provisioner by, Person old, Person changed, Origin origin) {
    return store
        .replace(by.id(), changed)
        .invoke(done -> requireNew(done, "another user has this userName"))
        .chain(() -> rename(by, old, changed, origin))
        .replaceWith(changed);
  }

  /** Forgets what was told. */
  @WithTransaction
  Uni<Void> remove(Provisioner by, NodeId sponsor) {
    return store.remove(by.id(), sponsor).replaceWithVoid();
  }

  private Uni<Void> rename(Provisioner by, Person old, Person changed, Origin origin) {
    PersonDocument before = old.document();
    PersonDocument now = changed.document();
    return before.name().equals(now.name()) && before.email().equals(now.email())
        ? Uni.createFrom().voidItem()
        : registry.rename(old.sponsor(), now.name(), now.email(), People.actor(by), origin);
  }

  private static NewSponsor sponsor(Provisioner by, PersonDocument document) {
    Optional<String> subject = by.issuer().flatMap(any -> document.externalId());
    return new NewSponsor(
        document.name(),
        document.email(),
        subject.flatMap(any -> by.issuer()),
        subject,
        Ceiling.ofSponsor());
  }

  private static void requireNew(boolean done, String otherwise) {
    if (!done) {
      throw conflict(otherwise);
    }
  }

  private static Refused conflict(String detail) {
    return Refusal.refused(Reason.CONFLICT, detail);
  }
}
