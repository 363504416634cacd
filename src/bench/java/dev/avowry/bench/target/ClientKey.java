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
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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

  private static final int SERVICE_ACCOUNT_SECONDS = 3_000;

  private final ECKey jwk;
  private final KeyPair pair;
  private final Signature signer;
  private final String header;
  private final String proofHeader;
  private final String series = UUID.randomUUID().toString();
  private long count;

  private ClientKey(KeyPair pair, Provider provider) throws GeneralSecurityException {
    this.pair = pair;
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

  /** What a cluster says of a workload of its, good for some minutes and as often as wanted. */
  synchronized String serviceAccountToken(String cluster, String account, String issuer) {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","sub":"system:serviceaccount:bench:%s","aud":["%s"],"iat":%d,"exp":%d,
        "kubernetes.io":{"namespace":"bench","serviceaccount":{"name":"%s","uid":"%s"}}}"""
            .formatted(
                cluster, account, issuer, now, now + SERVICE_ACCOUNT_SECONDS, account, account);
    return signed(header + "." + encoded(claims));
  }

  /** A certificate for the key, by itself, as RFC 9440 §2.1 writes it. */
  String certificate() {
    try {
      X500Name name = new X500Name("CN=bench");
      Instant now = Instant.now();
      byte[] der =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  Date.from(now.minusSeconds(60)),
                  Date.from(now.plus(Duration.ofDays(1))),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      return ":" + Base64.getEncoder().encodeToString(der) + ":";
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("no certificate can be made", e);
    }
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
