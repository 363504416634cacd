package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A client with a token of its own. */
final class KeycloakWithdrawals implements Withdrawals {
  private final KeycloakApi api;
  private final Client asking;
  private final Workload minting;
  private final boolean tokenOnly;

  /**
   * @param asking who asks, and is in the audience of the tokens
   * @param tokenOnly whether the client's token is revoked, by the client (RFC 7009); else the
   *     client is disabled, by an administrator
   */
  KeycloakWithdrawals(KeycloakApi api, Client asking, Workload minting, boolean tokenOnly) {
    this.api = api;
    this.asking = asking;
    this.minting = minting;
    this.tokenOnly = tokenOnly;
  }

  @Override
  public Withdrawal next() {
    return of(api.register(name(), asking.id()));
  }

  /** With a token that lives for so long. */
  Withdrawal brief(Duration lifetime) {
    return of(api.register(name(), asking.id(), lifetime));
  }

  private static String name() {
    return "victim-" + UUID.randomUUID();
  }

  private Withdrawal of(Client victim) {
    String token = api.token(victim);
    return new Withdrawal(token, tokenOnly ? revocation(victim, token) : disabling(victim));
  }

  private Runnable revocation(Client victim, String token) {
    String form = victim.form(Client.encoded(Map.of("token", token)));
    return () -> api.revoke(form);
  }

  private Runnable disabling(Client victim) {
    String administrator = api.administrator();
    return () -> api.disable(victim, administrator);
  }

  @Override
  public HttpRequest question(String token) {
    return api.request(KeycloakApi.INTROSPECT, asking.form(Client.encoded(Map.of("token", token))));
  }

  @Override
  public Workload meanwhile() {
    return minting;
  }
}
