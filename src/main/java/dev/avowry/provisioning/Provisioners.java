package dev.avowry.provisioning;

import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.agent.Text;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.ProvisionerId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets systems in that tell of people, and out again. */
@ApplicationScoped
public class Provisioners {
  /** By which a leak scanner knows a token. */
  static final String PREFIX = "avow_pt_";

  private final ProvisionerStore store;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Provisioners(ProvisionerStore store, Ledger ledger, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * One that was let in a moment ago.
   *
   * @param token shown once
   */
  public record Made(Provisioner provisioner, ScannableSecret token) {}

  /** Lets one in. */
  @WithTransaction
  public Uni<Made> make(
      String name,
      Optional<String> issuer,
      Optional<Signals> signals,
      String actor,
      Origin origin) {
    Text.line("name", name);
    issuer.ifPresent(uri -> Text.uri("issuer", uri));
    Provisioner made =
        new Provisioner(
            ProvisionerId.random(random), name, issuer, signals, Optional.empty(), clock.instant());
    ScannableSecret token = ScannableSecret.random(PREFIX, random);
    return store
        .add(made, SecretHash.of(token.text()), actor)
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.PROVISIONER_MADE, actor, origin)
                        .onTarget(made.id().toString())
                        .with(
                            Map.of(
                                "name",
                                name,
                                "issuer",
                                issuer.orElse(""),
                                "signals_issuer",
                                signals.map(Signals::issuer).orElse("")))))
        .replaceWith(new Made(made, token));
  }

  /** Another token in place of the one before, which opens nothing from now on. */
  @WithTransaction
  public Uni<Made> replaceToken(ProvisionerId id, String actor, Origin origin) {
    ScannableSecret token = ScannableSecret.random(PREFIX, random);
    return store
        .replaceToken(id, SecretHash.of(token.text()))
        .map(found -> found.orElseThrow(Provisioners::unknown))
        .call(
            () ->
                ledger.append(
                    Event.of(EventType.PROVISIONER_TOKEN_REPLACED, actor, origin)
                        .onTarget(id.toString())))
        .map(provisioner -> new Made(provisioner, token));
  }

  private static Refused unknown() {
    return Refusal.refused(Reason.NOT_FOUND, "there is no such provisioner");
  }

  /** All of them, the oldest first. */
  public Uni<List<Provisioner>> all() {
    return store.all();
  }

  /** Lets one out: its token opens nothing any more. The people of whom it has told stay. */
  @WithTransaction
  public Uni<Void> revoke(ProvisionerId id, String actor, Origin origin) {
    return store
        .revoke(id, clock.instant())
        .invoke(
            ended -> {
              if (!ended) {
                throw unknown();
              }
            })
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.PROVISIONER_REVOKED, actor, origin)
                        .onTarget(id.toString())));
  }

  /** The system whose token this is; refused when it is none's. */
  public Uni<Provisioner> admit(SecretBytes token) {
    return store
        .admit(SecretHash.of(token))
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.INVALID_TOKEN, "the token of a live provisioner is needed")));
  }
}
