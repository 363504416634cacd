package dev.avowry.connection;

import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Third parties at which agents may be connected, as administrators have registered them. */
@ApplicationScoped
public class Providers {
  private final ProviderStore store;
  private final Envelopes envelopes;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  Providers(
      ProviderStore store,
      Envelopes envelopes,
      Ledger ledger,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.envelopes = envelopes;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** Registers one. */
  @WithTransaction
  public Uni<Provider> register(NewProvider asked, Caller by) {
    ProviderId id = ProviderId.random(random);
    Provider provider =
        new Provider(
            id,
            asked.name(),
            asked.issuer(),
            asked.endpoints(),
            asked.clientId(),
            asked.method(),
            envelopes.seal(
                asked.secret().orElseGet(() -> SecretBytes.ofText("")), Provider.purposeOf(id)),
            asked.scopes(),
            asked.bindings(),
            clock.instant(),
            false);
    return store
        .add(provider, by.actor().toString())
        .chain(() -> ledger.append(ConnectionEvents.registered(provider, by)))
        .replaceWith(provider);
  }

  /** Those that there are, the oldest first. */
  @WithSession
  public Uni<List<Provider>> all() {
    return store.all();
  }

  /** One of them; refused with {@link Reason#NOT_FOUND} when there is none. */
  @WithSession
  public Uni<Provider> find(ProviderId id) {
    return store
        .find(id)
        .map(
            found ->
                found
                    .filter(provider -> !provider.removed())
                    .orElseThrow(
                        () -> Refusal.refused(Reason.NOT_FOUND, "there is no such provider")));
  }

  /**
   * Removes one: nobody is connected there any more, and nothing is refreshed. What was given by
   * then stays until it ends.
   */
  @WithTransaction
  public Uni<Void> remove(ProviderId id, Caller by) {
    return find(id)
        .call(() -> store.remove(id, clock.instant()))
        .chain(provider -> ledger.append(ConnectionEvents.removed(provider, by)));
  }

  /**
   * Where browsers come back from a provider: to no other's address, so that what one of them
   * answers is never taken for another's, RFC 9700 §4.4.2.
   */
  public String redirectUri(ProviderId id) {
    return issuer + "/console/connections/callback/" + id;
  }

  /** By what we prove at a provider who we are. */
  SecretBytes secret(Provider provider) {
    return envelopes.open(provider.secret(), Provider.purposeOf(provider.id()));
  }
}
