package dev.avowry.audit;

import dev.avowry.key.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys that sign checkpoints: made when they are first needed, by whichever replica comes
 * first, and the same for all from then on.
 */
@ApplicationScoped
public class CheckpointKeys {
  private final CheckpointKeyStore store;
  private final Sealer sealer;
  private final Vertx vertx;
  private final Clock clock;
  private final Map<String, NoteAlgorithm> wanted = new LinkedHashMap<>();

  private volatile Optional<List<NoteSigner>> signers = Optional.empty();

  CheckpointKeys(
      CheckpointKeyStore store,
      Sealer sealer,
      Vertx vertx,
      Clock clock,
      AuditConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.sealer = sealer;
    this.vertx = vertx;
    this.clock = clock;
    String origin = Checkpoint.originOf(issuer);
    wanted.put(origin, NoteAlgorithm.ED25519);
    if (config.mlDsa()) {
      wanted.put(origin + "/ml-dsa-65", NoteAlgorithm.ML_DSA_65);
    }
  }

  /** Every key that has signed a checkpoint or will, by which anyone verifies them. */
  public Uni<List<NoteKey>> all() {
    return store.all().map(keys -> keys.stream().map(StoredKey::key).toList());
  }

  /** Those that sign now. Fails if a private half cannot be opened. */
  Uni<List<NoteSigner>> signers() {
    return signers.isPresent()
        ? Uni.createFrom().item(signers.get())
        : store
            .all()
            .chain(this::addMissing)
            .chain(store::all)
            .chain(keys -> onWorker(() -> open(keys)))
            .invoke(opened -> signers = Optional.of(opened));
  }

  private Uni<Void> addMissing(List<StoredKey> present) {
    List<String> names = present.stream().map(each -> each.key().name()).toList();
    Uni<Void> added = Uni.createFrom().voidItem();
    for (Map.Entry<String, NoteAlgorithm> each : wanted.entrySet()) {
      if (!names.contains(each.getKey())) {
        added = added.chain(() -> make(each.getKey(), each.getValue())).chain(store::addIfNone);
      }
    }
    return added;
  }

  private Uni<StoredKey> make(String name, NoteAlgorithm algorithm) {
    return onWorker(
        () -> StoredKey.seal(NoteSigner.generate(name, algorithm), sealer, clock.instant()));
  }

  private List<NoteSigner> open(List<StoredKey> keys) {
    List<NoteSigner> opened = new ArrayList<>();
    for (StoredKey each : keys) {
      if (each.key().algorithm() == wanted.get(each.key().name())) {
        opened.add(each.open(sealer));
      }
    }
    return List.copyOf(opened);
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work);
  }
}
