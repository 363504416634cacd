package dev.avowry.connection;

import dev.avowry.kernel.ProviderId;
import dev.avowry.key.Envelope;
import dev.avowry.vault.Bindings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A third party's authorization server.
 *
 * @param issuer as it names itself in what it answers with, RFC 9207; empty where it does not
 * @param clientId our name there
 * @param method how we prove it
 * @param secret by what we prove it, sealed; of an empty text where there is nothing
 * @param scopes which may be asked for
 * @param bindings where its tokens may be sent
 * @param removed whether nothing new is done with it any more
 */
public record Provider(
    ProviderId id,
    String name,
    Optional<String> issuer,
    Endpoints endpoints,
    String clientId,
    ClientMethod method,
    Envelope secret,
    List<String> scopes,
    Bindings bindings,
    Instant createdAt,
    boolean removed) {
  public Provider {
    scopes = List.copyOf(scopes);
  }

  static String purposeOf(ProviderId id) {
    return "provider " + id;
  }
}
