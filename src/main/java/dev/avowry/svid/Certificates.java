package dev.avowry.svid;

import dev.avowry.key.CaConfig;
import dev.avowry.key.Jwk;
import dev.avowry.key.Keys;
import dev.avowry.ledger.EventType;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;

/** Issues short-lived certificates to agents, X.509-SVIDs. */
@ApplicationScoped
public class Certificates {
  private static final int SERIAL_BITS = 128;

  private final TrustDomain domain;
  private final Issuance issuance;
  private final Keys keys;
  private final CaConfig config;
  private final SecureRandom random;
  private final Vertx vertx;
  private final Clock clock;

  Certificates(
      TrustDomain domain,
      Issuance issuance,
      Keys keys,
      CaConfig config,
      SecureRandom random,
      Vertx vertx,
      Clock clock) {
    this.domain = domain;
    this.issuance = issuance;
    this.keys = keys;
    this.config = config;
    this.random = random;
    this.vertx = vertx;
    this.clock = clock;
  }

  /**
   * A certificate as it is given out.
   *
   * @param authority by whose key it is signed
   */
  public record Issued(SpiffeId subject, X509Certificate certificate, X509Certificate authority) {}

  /**
   * A certificate for the key of the request.
   *
   * @param csr PEM, or DER in base64
   */
  public Uni<Issued> issue(Caller by, String csr) {
    SpiffeId subject = domain.idOf(by.actor());
    Authority authority = Authority.of(keys.ring(), domain.name(), clock.instant());
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    return vertx
        .executeBlocking(() -> SigningRequest.parse(csr).key(), false)
        .chain(
            key ->
                issuance
                    .record(by, asked(authority, serial, key, subject))
                    .chain(entitled -> signed(authority, serial, key, subject, entitled)));
  }

  private Issuance.Asked asked(Authority authority, BigInteger serial, Jwk key, SpiffeId subject) {
    return new Issuance.Asked(
        EventType.CERTIFICATE_ISSUED,
        serial.toString(16),
        subject,
        config.certificateTtl(),
        authority.end(),
        Map.of("kid", authority.signer().kid(), "key", key.thumbprint()));
  }

  private Uni<Issued> signed(
      Authority authority, BigInteger serial, Jwk key, SpiffeId subject, Entitlement entitled) {
    return vertx.executeBlocking(
        () ->
            new Issued(
                subject,
                LeafCertificate.sign(authority, serial, key, subject, entitled),
                authority.certificate()),
        false);
  }
}
