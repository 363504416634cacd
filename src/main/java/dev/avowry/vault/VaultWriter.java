package dev.avowry.vault;

import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.Things;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Each change of what is kept, with its rows of the ledger, for whoever was found to look after it.
 */
@ApplicationScoped
class VaultWriter {
  private final VaultStore store;
  private final Things things;
  private final Envelopes envelopes;
  private final Destruction destruction;
  private final Ledger ledger;
  private final Clock clock;

  VaultWriter(
      VaultStore store,
      Things things,
      Envelopes envelopes,
      Destruction destruction,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.things = things;
    this.envelopes = envelopes;
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
        .call(secret -> store.add(secret, sealed(secret, asked.fields(), by)))
        .call(
            secret ->
                record(
                    EventType.SECRET_MADE,
                    secret,
                    Map.of("type", secret.type().code(), "name", secret.about().name()),
                    by))
        .call(secret -> recordVersion(secret, by));
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
        .map(present -> secret.replacedBy(present + 1, bindings, clock.instant()))
        .call(next -> store.replace(next.id(), sealed(next, fields, by)))
        .call(next -> recordVersion(next, by));
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

  private Version sealed(Secret secret, SecretFields fields, Caller by) {
    return new Version(
        secret.version(),
        secret.bindings(),
        Optional.of(
            envelopes.seal(
                fields.toBytes(), secret.purposeOf(secret.version(), secret.bindings()))),
        secret.changedAt(),
        by.actor().toString());
  }

  private Uni<Void> recordVersion(Secret secret, Caller by) {
    Map<String, String> detail = new HashMap<>();
    detail.put("version", Integer.toString(secret.version()));
    if (!secret.bindings().all().isEmpty()) {
      detail.put("origins", secret.bindings().origins());
    }
    return record(EventType.SECRET_VERSION_ADDED, secret, detail, by);
  }

  private Uni<Void> record(EventType type, Secret secret, Map<String, String> more, Caller by) {
    Map<String, String> detail = new HashMap<>(more);
    detail.put("owner", secret.owner().toString());
    secret.folder().ifPresent(folder -> detail.put("folder", folder.toString()));
    return ledger.append(ThingEvents.of(type, secret.id(), by).with(detail));
  }
}
