package dev.avowry.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of RFC 7677 §3 goes by a verifier of ours. */
class ScramVerifierTest {
  private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String MESSAGES =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=%s,s=%s,i=4096,c=biws,r=%s".formatted(NONCE, SALT, NONCE);

  @Test
  void acceptsTheProofAndSignsAsTheRfcSays() throws Exception {
    String verifier = ScramVerifier.of("pencil", Base64.getDecoder().decode(SALT));
    List<String> parts = List.of(verifier.split("[$:]"));
    assertEquals(List.of("SCRAM-SHA-256", "4096", SALT), parts.subList(0, 3));
    byte[] stored = Base64.getDecoder().decode(parts.get(3));
    byte[] server = Base64.getDecoder().decode(parts.get(4));

    byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    byte[] mask = hmac(stored);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= mask[i];
    }

    assertArrayEquals(stored, MessageDigest.getInstance("SHA-256").digest(proof));
    assertEquals(
        "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        Base64.getEncoder().encodeToString(hmac(server)));
  }

  @Test
  void hasNoCharacterThatSqlWouldReadAsAnythingElse() {
    String verifier = ScramVerifier.of("any~'\"\\password", new byte[16], 1);
    assertTrue(verifier.matches("[A-Za-z0-9+/=:$-]+"), verifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass word", "naïve", "tab\t", "end\u0000"})
  void refusesWhatSaslPrepWouldHaveToLookAt(String password) {
    assertThrows(IllegalArgumentException.class, () -> ScramVerifier.of(password, new byte[16]));
  }

  private static byte[] hmac(byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(MESSAGES.getBytes(StandardCharsets.US_ASCII));
  }
}
