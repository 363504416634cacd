package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** JWTs that no honest library would write: header and payload are whatever the test says. */
public final class Forged {
  private Forged() {}

  /** Signed by the key whatever the header claims. */
  public static String jws(ECKey key, String header, String payload) {
    try {
      Base64URL first = Base64URL.encode(header);
      Base64URL second = Base64URL.encode(payload);
      byte[] input = (first + "." + second).getBytes(StandardCharsets.US_ASCII);
      Base64URL signature = new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), input);
      return first + "." + second + "." + signature;
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signed by the key whatever the header claims. */
  public static String jws(ECKey key, Map<String, ?> header, Map<String, ?> payload) {
    return jws(key, JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(payload));
  }

  /** The header of an assertion that is in order. */
  public static Map<String, Object> header(TestClient client) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "ES256");
    header.put("typ", "client-authentication+jwt");
    header.put("kid", client.key().getKeyID());
    return header;
  }

  /** The claims of an assertion that is in order. */
  public static Map<String, Object> claims(TestClient client) {
    return claims(client, Instant.now());
  }

  /** The claims of an assertion that was made at the given moment and is in order. */
  public static Map<String, Object> claims(TestClient client, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", client.id());
    claims.put("sub", client.id());
    claims.put("aud", Api.ISSUER);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + 60);
    claims.put("jti", UUID.randomUUID().toString());
    return claims;
  }
}
