package dev.avowry.rotation;

import dev.avowry.key.Duty;
import dev.avowry.key.JwtSigner;
import dev.avowry.vault.Secret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What webhooks are told: a security event token (RFC 8417), signed by the key for those, with the
 * webhook as its audience. Which secret, never what it is.
 */
@ApplicationScoped
class Orders {
  private static final String TYP = "secevent+jwt";

  private final JwtSigner signer;
  private final Vertx vertx;
  private final Clock clock;
  private final String issuer;

  Orders(
      JwtSigner signer,
      Vertx vertx,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.signer = signer;
    this.vertx = vertx;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** That the secret is to be replaced. On a worker: RSA takes a millisecond. */
  Uni<String> sign(URI audience, Task task, Secret secret) {
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("aud", audience.toString())
            .put("iat", clock.instant().getEpochSecond())
            .put("jti", task.run())
            .put(
                "events",
                new JsonObject()
                    .put(
                        issuer + "/events/rotate-secret",
                        new JsonObject()
                            .put("secret", secret.id().toString())
                            .put("type", secret.type().code())
                            .put("version", task.base())
                            .put("cause", task.cause().code())));
    return vertx.executeBlocking(() -> signer.signText(Duty.EVENTS_RS256, TYP, claims.encode()));
  }
}
