package dev.avowry.vault;

import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Keeps the new ones of an import in one transaction; of one owner one import after the other. */
@ApplicationScoped
class ImportWriter {
  private final VaultStore store;
  private final VaultWriter writer;

  ImportWriter(VaultStore store, VaultWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  /** Whose it is to be, and where. */
  record Into(Lineage owner, Optional<NodeId> folder) {}

  /** What would become of it. */
  @WithTransaction
  Uni<Import> look(ImportPlan plan, Lineage owner) {
    return store.named(owner.node().id(), plan.names()).map(plan::decide);
  }

  @WithTransaction
  Uni<Import> keep(ImportPlan plan, Into into, Caller by) {
    NodeId owner = into.owner().node().id();
    return store
        .lockNames(owner)
        .chain(() -> store.named(owner, plan.names()))
        .map(plan::decide)
        .chain(decided -> keepAll(plan, decided, into, by));
  }

  private Uni<Import> keepAll(ImportPlan plan, Import decided, Into into, Caller by) {
    return Multi.createFrom()
        .iterable(IntStream.range(0, decided.items().size()).boxed().toList())
        .onItem()
        .transformToUniAndConcatenate(
            at -> keepOne(plan.fields(at), decided.items().get(at), into, by))
        .collect()
        .asList()
        .map(Import::new);
  }

  private Uni<Import.Item> keepOne(
      Optional<SecretFields> fields, Import.Item item, Into into, Caller by) {
    return item.state() == Import.State.NEW
        ? writer
            .keepWithin(secret(fields.orElseThrow(), item, into), into.owner(), by)
            .map(kept -> item.keptAs(kept.id()))
        : Uni.createFrom().item(item);
  }

  private static NewSecret secret(SecretFields fields, Import.Item item, Into into) {
    return new NewSecret(
        Optional.of(into.owner().node().id()),
        into.folder(),
        item.type(),
        new About(item.name(), Set.of(), Optional.empty(), Optional.empty()),
        fields,
        Bindings.NONE);
  }
}
