package dev.avowry.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent's key pair. The private half never leaves the agent; here it dies with the walk. */
final class AgentKey {
  private static final JOSEObjectType TYP = new JOSEObjectType("client-authentication+jwt");
  private static final long SECONDS = 60;

  private final ECKey key;

  private AgentKey(ECKey key) {
    this.key = key;
  }

  static AgentKey generate() {
    try {
      return new AgentKey(
          new ECKeyGenerator(Curve.P_256)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException("ES256 is missing", impossible);
    }
  }

  /** The public half as a JWK Set, RFC 7517 §5. */
  Map<String, Object> publicKeys() {
    return Map.of("keys", List.of(key.toPublicJWK().toJSONObject()));
  }

  /** A client assertion, RFC 7523 §3: one request, one minute, one audience. */
  String assertion(String clientId, String issuer) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(issuer)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(SECONDS)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYP).keyID(key.getKeyID()).build();
    try {
      SignedJWT assertion = new SignedJWT(header, claims);
      assertion.sign(new ECDSASigner(key));
      return assertion.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("the assertion cannot be signed", impossible);
    }
  }
}
