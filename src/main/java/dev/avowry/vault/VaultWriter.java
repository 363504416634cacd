package dev.avowry.vault;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.Things;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Each change of what is kept, with its rows of the ledger, for whoever was found to look after it.
 */
@ApplicationScoped
class VaultWriter {
  private final VaultStore store;
  private final Things things;
  private final Versions versions;
  private final SuccessorStore successors;
  private final Destruction destruction;
  private final Ledger ledger;
  private final Clock clock;

  VaultWriter(
      VaultStore store,
      Things things,
      Versions versions,
      SuccessorStore successors,
      Destruction destruction,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.things = things;
    this.versions = versions;
    this.successors = successors;
    this.destruction = destruction;
    this.ledger = ledger;
    this.clock = clock;
  }

  @WithTransaction
  Uni<Secret> keep(NewSecret asked, Lineage owner, Caller by) {
    return keepWithin(asked, owner, by);
  }

  /** The same in the transaction that is under way. */
  Uni<Secret> keepWithin(NewSecret asked, Lineage owner, Caller by) {
    return place(asked.folder())
        .map(node -> secret(asked, owner, node))
        .call(secret -> store.add(secret, versions.sealed(secret, asked.fields(), name(by))))
        .call(
            secret ->
                record(
                    EventType.SECRET_MADE,
                    secret,
                    Map.of("type", secret.type().code(), "name", secret.about().name()),
                    by))
        .call(secret -> versions.record(secret, added(secret, by), Map.of()));
  }

  private static Event added(Secret secret, Caller by) {
    return ThingEvents.of(EventType.SECRET_VERSION_ADDED, secret.id(), by);
  }

  private static String name(Caller by) {
    return by.actor().toString();
  }

  private Uni<Node> place(Optional<NodeId> folder) {
    return folder
        .map(in -> things.makeIn(in, NodeKind.SECRET))
        .orElseGet(() -> things.make(NodeKind.SECRET));
  }

  private static Secret secret(NewSecret asked, Lineage owner, Node node) {
    return new Secret(
        node.id(),
        asked.folder(),
        owner.node().id(),
        owner.ids(),
        asked.type(),
        asked.about(),
        1,
        asked.bindings(),
        node.state(),
        node.createdAt(),
        node.createdAt(),
        Optional.empty());
  }

  @WithTransaction
  Uni<Folder> makeFolder(Lineage owner, String name, Caller by) {
    return things
        .make(NodeKind.FOLDER)
        .map(
            node ->
                new Folder(
                    node.id(),
                    owner.node().id(),
                    owner.ids(),
                    name,
                    node.state(),
                    node.createdAt()))
        .call(store::add)
        .call(
            folder ->
                ledger.append(
                    ThingEvents.of(EventType.FOLDER_MADE, folder.id(), by)
                        .with(Map.of("owner", folder.owner().toString(), "name", name))));
  }

  @WithTransaction
  Uni<Secret> replace(
      Secret secret,
      SecretFields fields,
      Bindings bindings,
      Optional<Integer> replaces,
      Caller by) {
    return lock(secret)
        .invoke(present -> requirePresent(present, replaces))
        .call(() -> successors.putAside(secret.id()).invoke(VaultWriter::requireFree))
        .map(present -> secret.replacedBy(present + 1, bindings, clock.instant()))
        .call(next -> versions.replace(next, fields, name(by), added(next, by), Map.of()));
  }

  @WithTransaction
  Uni<Secret> describe(Secret secret, About about, Caller by) {
    Instant now = clock.instant();
    return lock(secret)
        .call(() -> store.put(secret.id(), about, now))
        .call(() -> record(EventType.SECRET_CHANGED, secret, Map.of("name", about.name()), by))
        .map(present -> secret.described(about, now));
  }

  @WithTransaction
  Uni<Secret> report(Secret secret, int version, Fault fault, Caller by) {
    Secret.Report report = new Secret.Report(by.actor(), clock.instant(), fault);
    return lock(secret)
        .invoke(present -> requirePresent(present, Optional.of(version)))
        .call(() -> store.put(secret.id(), report))
        .call(
            () ->
                record(
                    EventType.SECRET_REPORTED,
                    secret,
                    Map.of("version", Integer.toString(version), "fault", fault.code()),
                    by))
        .map(present -> secret.reported(report));
  }

  /** Destroys what is sealed of a secret. */
  @WithTransaction
  Uni<Void> destroy(NodeId secret, Caller by) {
    return destruction.destroy(secret, ThingEvents.of(EventType.SECRET_DESTROYED, secret, by));
  }

  /** The present version. What was removed meanwhile is not changed any more. */
  private Uni<Integer> lock(Secret secret) {
    return ledger
        .enterShared()
        .chain(() -> store.lock(secret.id()))
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.CONFLICT, "the secret was removed")));
  }

  private static void requirePresent(int present, Optional<Integer> believed) {
    if (believed.map(number -> number != present).orElse(false)) {
      throw Refusal.refused(Reason.CONFLICT, "the present version is " + present);
    }
  }

  private static void requireFree(boolean free) {
    if (!free) {
      throw Refusal.refused(Reason.CONFLICT, "the secret is being replaced by its rotator");
    }
  }

  private Uni<Void> record(EventType type, Secret secret, Map<String, String> more, Caller by) {
    return ledger.append(ThingEvents.of(type, secret.id(), by).with(Versions.placed(secret, more)));
  }
}
