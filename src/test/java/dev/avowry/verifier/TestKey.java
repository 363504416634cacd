package dev.avowry.verifier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A key of an issuer: its public JWK, and how it signs. */
record TestKey(String kid, Map<String, Object> jwk, Signing signing) {

  interface Signing {
    byte[] sign(byte[] input) throws JOSEException, GeneralSecurityException;
  }

  byte[] sign(byte[] input) {
    try {
      return signing.sign(input);
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String alg() {
    return String.valueOf(jwk.get("alg"));
  }

  /** The same key, published otherwise. */
  TestKey published(String member, Object value) {
    Map<String, Object> changed = new HashMap<>(jwk);
    changed.put(member, value);
    return new TestKey(String.valueOf(changed.get("kid")), changed, signing);
  }

  static TestKey es256(String kid) {
    try {
      var key = new ECKeyGenerator(Curve.P_256).generate();
      var signer = new ECDSASigner(key);
      var header = new JWSHeader(JWSAlgorithm.ES256);
      return of(kid, "ES256", key, input -> signer.sign(header, input).decode());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestKey rsa(String kid, JWSAlgorithm alg, int bits) {
    try {
      var key = new RSAKeyGenerator(bits, true).generate();
      var signer = new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance()));
      var header = new JWSHeader(alg);
      return of(kid, alg.getName(), key, input -> signer.sign(header, input).decode());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the JDK: Nimbus signs with Ed25519 only where Google Tink is. */
  static TestKey ed25519(String kid) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      Map<String, Object> jwk =
          Map.of(
              "kty", "OKP",
              "crv", "Ed25519",
              "x", Base64URL.encode(point).toString(),
              "kid", kid,
              "alg", "EdDSA",
              "use", "sig");
      return new TestKey(
          kid,
          jwk,
          input -> {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKey of(String kid, String alg, JWK key, Signing signing) {
    Map<String, Object> jwk = new HashMap<>(key.toPublicJWK().toJSONObject());
    jwk.putAll(Map.of("kid", kid, "alg", alg, "use", "sig"));
    return new TestKey(kid, jwk, signing);
  }
}
