package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.TestClient;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {
  private static final Set<Algorithm> ALL = EnumSet.allOf(Algorithm.class);

  @Test
  void passesOverWhatItCannotUse() {
    Map<String, Object> good = TestClient.newKey().toPublicJWK().toJSONObject();
    Map<String, Object> encrypts = TestClient.newKey().toPublicJWK().toJSONObject();
    encrypts.put("use", "enc");

    Optional<List<Jwk>> read =
        JwkSet.read(
            set(
                List.of(
                    good,
                    encrypts,
                    TestClient.newKey().toJSONObject(),
                    Map.of("kty", "oct", "k", "AAAA"),
                    Map.of("kty", "EC", "crv", "P-192", "x", "AAAA", "y", "AAAA"),
                    Map.of("kty", "unknown"))),
            ALL,
            "sig");

    assertEquals(
        List.of(good.get("kid")),
        read.orElseThrow().stream().map(key -> key.kid().orElseThrow()).toList());
  }

  @Test
  void takesAnRsaKeyThatDoesNotSayWhatForByTheOlderAlgorithmOnly() {
    RSAKey rsa = OutsideIssuer.rsaKey();
    Map<String, Object> key = new HashMap<>(rsa.toPublicJWK().toJSONObject());

    assertEquals(List.of(Algorithm.RS256), algorithms(key, ALL));
    assertEquals(List.of(Algorithm.PS256), algorithms(key, Set.of(Algorithm.PS256)));
    assertEquals(List.of(), algorithms(key, Set.of(Algorithm.ES256)));
  }

  @Test
  void refusesTwoKeysOfOneName() {
    Map<String, Object> first = TestClient.newKey().toPublicJWK().toJSONObject();
    Map<String, Object> second = TestClient.newKey().toPublicJWK().toJSONObject();
    second.put("kid", first.get("kid"));

    assertEquals(Optional.empty(), JwkSet.read(set(List.of(first, second)), ALL, "sig"));
  }

  @Test
  void refusesMoreKeysThanAnybodyHas() {
    String many = set(Collections.nCopies(101, Map.of("kty", "oct")));

    assertEquals(Optional.empty(), JwkSet.read(many, ALL, "sig"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"keys\": {}}", "{\"keys\": []} x", "{\"keys\":[],\"keys\":[]}"})
  void refusesWhatIsNoSet(String json) {
    assertEquals(Optional.empty(), JwkSet.read(json, ALL, "sig"));
  }

  private static List<Algorithm> algorithms(Map<String, Object> key, Set<Algorithm> allowed) {
    return JwkSet.read(set(List.of(key)), allowed, "sig").orElseThrow().stream()
        .map(Jwk::algorithm)
        .toList();
  }

  private static String set(List<Map<String, Object>> keys) {
    return JSONObjectUtils.toJSONString(Map.of("keys", keys));
  }
}
