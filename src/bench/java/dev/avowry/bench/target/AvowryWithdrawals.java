package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * An agent is revoked; the token is another agent's, exchanged from the first one's: it dies of
 * what it rests on.
 */
final class AvowryWithdrawals implements Withdrawals {
  private final Avowry avowry;
  private final AvowryApi api;
  private final Client actor;
  private final Client asking;
  private final Client minting;

  AvowryWithdrawals(Avowry avowry) {
    this.avowry = avowry;
    this.api = avowry.api();
    this.actor = api.register("who acts for who is revoked", "read");
    this.asking = api.register("who asks about the revoked", "tokens:introspect");
    this.minting = api.register("who mints while others are revoked", "read");
  }

  @Override
  public Withdrawal next() {
    Client victim = api.register("who is revoked", "read");
    String own = api.token(victim, Map.of("requested_actor", actor.id()));
    String exchanged = api.exchange(actor, own, Map.of());
    String administrator = api.administratorToken();
    return new Withdrawal(
        exchanged,
        () -> {
          var _ = api.order(administrator, "agent", victim.id(), "revoke", false);
        });
  }

  @Override
  public HttpRequest question(String token) {
    return api.request("/introspect", asking.form(Client.encoded(Map.of("token", token))));
  }

  @Override
  public Workload meanwhile() {
    return avowry.minting(() -> minting);
  }
}
