package dev.avowry.bench.target;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * One ES256 key for all clients of a target: a server does the same work, and the generator needs
 * no more than one. Signs for one thread at a time; others wait.
 */
public final class ClientKey {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  // Avowry allows ten minutes ahead. Assertions wait in store for as long as a round takes.
  private static final int LIFETIME_SECONDS = 290;

  // Avowry takes a proof from 30 seconds before the time that it names until 60 after.
  private static final int PROOF_AHEAD_SECONDS = 25;

  private final ECKey jwk;
  private final Signature signer;
  private final String header;
  private final String proofHeader;
  private final String series = UUID.randomUUID().toString();
  private long count;

  private ClientKey(KeyPair pair, Provider provider) throws GeneralSecurityException {
    try {
      jwk =
          new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
              .algorithm(JWSAlgorithm.ES256)
              // Keycloak takes no key that does not say what it is for.
              .keyUse(KeyUse.SIGNATURE)
              .keyIDFromThumbprint()
              .build();
    } catch (JOSEException e) {
      throw new GeneralSecurityException(e);
    }
    signer = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
    signer.initSign(pair.getPrivate());
    proofHeader =
        encoded(
            "{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"jwk\":%s}"
                .formatted(jwk.toPublicJWK().toJSONString()));
    header = encoded("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + jwk.getKeyID() + "\"}");
  }

  static ClientKey generate() {
    try {
      Provider provider = fastest();
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new ClientKey(generator.generateKeyPair(), provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("there is no ES256", e);
    }
  }

  private static Provider fastest() {
    return AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
        ? AmazonCorrettoCryptoProvider.INSTANCE
        : Security.getProvider("SunEC");
  }

  /** The public half as a JWK. */
  public JsonObject jwk() {
    return new JsonObject(jwk.toPublicJWK().toJSONString());
  }

  /** RFC 7638. */
  public String thumbprint() {
    return jwk.getKeyID();
  }

  /** The public half as a JWK Set. */
  JsonObject jwks() {
    return new JsonObject().put("keys", new JsonArray().add(jwk()));
  }

  /** A new client assertion, RFC 7523 §3. */
  synchronized String assertion(String client, String issuer) {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"jti\":\"%s-%d\",\"iat\":%d,\"exp\":%d}"
            .formatted(client, client, issuer, series, count++, now, now + LIFETIME_SECONDS);
    return signed(header + "." + encoded(claims));
  }

  /** A new proof of possession for a POST, RFC 9449 §4.2. */
  String proof(String uri) {
    long then = Instant.now().getEpochSecond() + PROOF_AHEAD_SECONDS;
    String claims =
        "{\"jti\":\"%s-%d\",\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":%d}"
            .formatted(series, count++, uri, then);
    return signed(proofHeader + "." + encoded(claims));
  }

  private String signed(String input) {
    try {
      signer.update(input.getBytes(US_ASCII));
      return input + "." + BASE64.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("nothing can be signed", e);
    }
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(US_ASCII));
  }
}
