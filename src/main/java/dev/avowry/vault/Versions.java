package dev.avowry.vault;

import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Seals versions of secrets and puts them on record, in the transaction that is under way. */
@ApplicationScoped
class Versions {
  private final VaultStore store;
  private final Envelopes envelopes;
  private final Ledger ledger;

  Versions(VaultStore store, Envelopes envelopes, Ledger ledger) {
    this.store = store;
    this.envelopes = envelopes;
    this.ledger = ledger;
  }

  /** The fields as the present version of the secret. */
  Version sealed(Secret secret, SecretFields fields, String by) {
    return new Version(
        secret.version(),
        secret.bindings(),
        Optional.of(
            envelopes.seal(
                fields.toBytes(), secret.purposeOf(secret.version(), secret.bindings()))),
        secret.changedAt(),
        by);
  }

  /**
   * Puts a version in the place of the present one.
   *
   * @param next the secret with it
   * @param event of the type {@link EventType#SECRET_VERSION_ADDED}, without detail
   */
  Uni<Void> replace(
      Secret next, SecretFields fields, String by, Event event, Map<String, String> more) {
    return store
        .replace(next.id(), sealed(next, fields, by))
        .chain(() -> record(next, event, more));
  }

  /** Records that there is the present version. */
  Uni<Void> record(Secret secret, Event event, Map<String, String> more) {
    Map<String, String> detail = new HashMap<>(more);
    detail.put("version", Integer.toString(secret.version()));
    if (!secret.bindings().all().isEmpty()) {
      detail.put("origins", secret.bindings().origins());
    }
    return ledger.append(event.with(placed(secret, detail)));
  }

  /** A detail that also says whose the secret is and where. */
  static Map<String, String> placed(Secret secret, Map<String, String> more) {
    Map<String, String> detail = new HashMap<>(more);
    detail.put("owner", secret.owner().toString());
    secret.folder().ifPresent(folder -> detail.put("folder", folder.toString()));
    return detail;
  }
}
