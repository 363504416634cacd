package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwtTest {
  private static final int MAX = 8192;
  private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
  private static final KeyMaterial KEY = KeyMaterial.generate(Algorithm.ES256);

  @Nested
  class Reads {
    @Test
    void headerAndClaimsAsTheirOwnTypes() {
      CompactJwt jwt =
          read(
              Forge.unsigned(
                  HEADER,
                  "{\"iss\":\"i\",\"exp\":1700000000,\"aud\":[\"a\",\"b\"],\"act\":{\"sub\":\"x\"}}"));

      assertEquals("ES256", jwt.algorithm());
      assertEquals(Optional.of("at+jwt"), jwt.typ());
      assertEquals(Optional.of("k1"), jwt.kid());
      Claims claims = jwt.untrustedClaims();
      assertEquals(Optional.of("i"), claims.text("iss"));
      assertEquals(Optional.of(Instant.ofEpochSecond(1700000000)), claims.time("exp"));
      assertEquals(List.of("a", "b"), claims.audience());
      assertEquals(Optional.of("x"), claims.object("act").flatMap(act -> act.text("sub")));
    }

    @Test
    void nothingAsAnotherTypeThanItHas() {
      Claims claims =
          read(Forge.unsigned(HEADER, "{\"n\":\"1\",\"s\":1,\"l\":\"a\",\"f\":1.0,\"m\":[1]}"))
              .untrustedClaims();

      assertEquals(Optional.empty(), claims.number("n"));
      assertEquals(Optional.empty(), claims.text("s"));
      assertEquals(Optional.empty(), claims.list("l"));
      assertEquals(Optional.empty(), claims.number("f"));
      assertEquals(Optional.empty(), claims.list("m"));
      assertTrue(claims.has("n"));
    }

    @Test
    void charactersOutsideOfTheBasicPlane() {
      Claims claims =
          read(Forge.unsigned(HEADER, "{\"iss\":\"\\ud83d\\ude00\"}")).untrustedClaims();

      assertEquals(Optional.of("😀"), claims.text("iss"));
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest(name = "A-001 alg {0}")
    @ValueSource(strings = {"null", "1", "\"\"", "[\"ES256\"]"})
    void algThatIsNoName(String alg) {
      refuses(Forge.unsigned("{\"alg\":" + alg + "}", "{}"));
    }

    @Test
    @DisplayName("A-001 alg missing")
    void missingAlg() {
      refuses(Forge.unsigned("{}", "{}"));
    }

    @ParameterizedTest(name = "A-001 alg {0} with an empty signature")
    @ValueSource(strings = {"none", "None", "nOnE", "ES256"})
    void emptySignature(String alg) {
      refuses(Forge.encode("{\"alg\":\"" + alg + "\"}") + "." + Forge.encode("{}") + ".");
      refuses(Forge.encode("{\"alg\":\"" + alg + "\"}") + "." + Forge.encode("{}"));
    }

    @ParameterizedTest(name = "A-008 kid {0}")
    @ValueSource(
        strings = {"\"\"", "[\"k\"]", "{}", "1", "\"a\\u0000b\"", "\"a b\"", "\"é\"", "null"})
    void kidThatIsNoName(String kid) {
      refuses(Forge.unsigned("{\"alg\":\"ES256\",\"kid\":" + kid + "}", "{}"));
    }

    @Test
    @DisplayName("A-008 kid of 257 characters; 256 are read")
    void longKid() {
      String header = "{\"alg\":\"ES256\",\"kid\":\"%s\"}";
      refuses(Forge.unsigned(header.formatted("k".repeat(257)), "{}"));
      read(Forge.unsigned(header.formatted("k".repeat(256)), "{}"));
    }

    @ParameterizedTest(name = "A-009, A-021 header {0}")
    @ValueSource(
        strings = {"\"crit\":[\"exp\"]", "\"crit\":[]", "\"b64\":false", "\"zip\":\"DEF\""})
    void extensions(String member) {
      refuses(Forge.unsigned("{\"alg\":\"ES256\"," + member + "}", "{}"));
    }

    @Test
    @DisplayName("A-009 detached payload")
    void detachedPayload() {
      refuses(Forge.encode(HEADER) + ".." + Forge.encode("x"));
    }

    @ParameterizedTest(name = "A-011, A-020 {0}")
    @ValueSource(
        strings = {
          "",
          ".",
          "..",
          "...",
          "a.b.c.d.e",
          "{\"payload\":\"e30\",\"protected\":\"e30\",\"signature\":\"e30\"}"
        })
    void otherSerializations(String text) {
      refuses(text);
    }

    @ParameterizedTest(name = "A-012 a part spelled {0}")
    @ValueSource(strings = {"e30=", "e3 0", "e30\n", " e30", "e3+0", "e31", "e30A"})
    void base64urlWithASecondSpelling(String part) {
      String header = Forge.encode(HEADER);
      refuses(part + ".e30.e30");
      refuses(header + "." + part + ".e30");
      refuses(header + ".e30." + part.replace("e30A", "e30AA"));
    }

    @Test
    @DisplayName("A-012 UTF-16, UTF-32, byte order mark, invalid UTF-8, lone surrogate")
    void otherThanUtf8() {
      String payload = "{\"sub\":\"a\"}";
      refuses(payload(payload.getBytes(StandardCharsets.UTF_16BE)));
      refuses(payload(payload.getBytes(StandardCharsets.UTF_16LE)));
      refuses(payload(payload.getBytes(StandardCharsets.UTF_32BE)));
      refuses(payload(("\uFEFF" + payload).getBytes(StandardCharsets.UTF_8)));
      refuses(payload(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'}));
      refuses(Forge.unsigned(HEADER, "{\"x\":\"\\ud800\"}"));
      refuses(Forge.unsigned(HEADER, "{\"x\":[{\"\\udc00\":1}]}"));
    }

    @ParameterizedTest(name = "A-013 {0}")
    @ValueSource(
        strings = {
          "{\"sub\":\"a\",\"sub\":\"a\"}",
          "{\"aud\":\"a\",\"\\u0061ud\":\"b\"}",
          "{\"act\":{\"sub\":\"a\",\"sub\":\"b\"}}"
        })
    void memberTwice(String payload) {
      refuses(Forge.unsigned(HEADER, payload));
    }

    @Test
    @DisplayName("A-013 alg twice")
    void algTwice() {
      refuses(Forge.unsigned("{\"alg\":\"ES256\",\"alg\":\"none\"}", "{}"));
    }

    @ParameterizedTest(name = "A-014 exp {0}")
    @ValueSource(
        strings = {
          "\"1700000000\"",
          "1.7e9",
          "1700000000.0",
          "-1",
          "1e400",
          "9223372036854775808",
          "1700000000000",
          "253402300800",
          "null",
          "[1]"
        })
    void timeThatIsNotWholeSeconds(String time) {
      refuses(Forge.unsigned(HEADER, "{\"exp\":" + time + "}"));
      refuses(Forge.unsigned(HEADER, "{\"nbf\":" + time + "}"));
    }

    @ParameterizedTest(name = "A-015, A-016, A-017 {0}")
    @ValueSource(
        strings = {
          "{\"aud\":1}",
          "{\"aud\":[\"a\",1]}",
          "{\"aud\":{}}",
          "{\"iss\":[]}",
          "{\"sub\":1}",
          "{\"jti\":{}}",
          "{\"scope\":[\"a\"]}"
        })
    void registeredClaimOfAnotherType(String payload) {
      refuses(Forge.unsigned(HEADER, payload));
    }

    @ParameterizedTest(name = "payload {0}")
    @ValueSource(
        strings = {"[]", "1", "null", "\"a\"", "{} {}", "{}x", "{'a':1}", "{\"a\":NaN}", ""})
    void payloadThatIsNoObject(String payload) {
      refuses(Forge.unsigned(HEADER, payload));
    }

    @Test
    @DisplayName("A-022 too long; depth 33; a number of 1000 digits")
    void whatCostsMoreThanItMay() {
      String text = Forge.unsigned(HEADER, "{}");
      assertInstanceOf(Parsed.Malformed.class, CompactJwt.parse(text, text.length() - 1));
      assertInstanceOf(CompactJwt.class, CompactJwt.parse(text, text.length()));
      refuses(Forge.unsigned(HEADER, "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"));
      read(Forge.unsigned(HEADER, "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"));
      refuses(Forge.unsigned(HEADER, "{\"a\":1" + "0".repeat(1000) + "}"));
    }

    @Test
    void withTheReasonOfTheCallerAndWithoutRepeatingTheText() {
      Parsed parsed = CompactJwt.parse("secret", MAX);

      Refused refused = assertThrows(Refused.class, () -> parsed.orRefuse(Reason.INVALID_GRANT));

      assertEquals(Reason.INVALID_GRANT, refused.refusal().reason());
      assertFalse(refused.refusal().detail().contains("secret"));
    }
  }

  @Nested
  class Verifies {
    private static final String PAYLOAD = "{\"sub\":\"a\"}";

    @Test
    void whatTheKeySigned() {
      CompactJwt jwt = read(Forge.signed(KEY.signer(), HEADER, PAYLOAD));

      Optional<VerifiedJwt> verified = jwt.verify(KEY.jwk().toVerificationKey());

      assertEquals(Optional.of("a"), verified.flatMap(trusted -> trusted.claims().text("sub")));
    }

    @Test
    void notWhatAnotherKeySigned() {
      CompactJwt jwt = read(Forge.signed(KEY.signer(), HEADER, PAYLOAD));
      VerificationKey other = KeyMaterial.generate(Algorithm.ES256).jwk().toVerificationKey();

      assertEquals(Optional.empty(), jwt.verify(other));
    }

    @ParameterizedTest(name = "A-001, A-003 alg {0} under an ES256 key")
    @ValueSource(strings = {"none", "es256", "ES384", "EdDSA", "HS256", "RS256"})
    void notUnderAnotherAlgorithm(String alg) {
      String jwt = Forge.signed(KEY.signer(), "{\"alg\":\"" + alg + "\"}", PAYLOAD);

      assertEquals(Optional.empty(), read(jwt).verify(KEY.jwk().toVerificationKey()));
    }

    @Test
    @DisplayName("A-003 an RS256 key does not verify PS256, nor the other way round")
    void notUnderTheOtherPadding() {
      KeyMaterial rsa = KeyMaterial.generate(Algorithm.RS256);
      CompactJwt jwt = read(Forge.signed(rsa.signer(), "{\"alg\":\"RS256\"}", PAYLOAD));
      VerificationKey ps256 =
          new VerificationKey("k", Algorithm.PS256, rsa.jwk().toVerificationKey().publicKey());

      assertEquals(Optional.empty(), jwt.verify(ps256));
      assertTrue(jwt.verify(rsa.jwk().toVerificationKey()).isPresent());
    }

    @Test
    @DisplayName("A-025 any flipped bit of the signature")
    void notWithABitFlipped() {
      String jwt = Forge.signed(KEY.signer(), HEADER, PAYLOAD);
      int dot = jwt.lastIndexOf('.');
      byte[] signature = Base64Url.decode(jwt.substring(dot + 1)).orElseThrow();
      VerificationKey key = KEY.jwk().toVerificationKey();

      for (int bit = 0; bit < signature.length * 8; bit++) {
        byte[] flipped = signature.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        String text = jwt.substring(0, dot + 1) + Base64Url.encode(flipped);
        assertEquals(Optional.empty(), read(text).verify(key), "bit " + bit);
      }
    }

    @Test
    @DisplayName("A-005 signature cut short or with more behind it")
    void notWithAnotherLength() {
      String jwt = Forge.signed(KEY.signer(), HEADER, PAYLOAD);
      int dot = jwt.lastIndexOf('.');
      byte[] signature = Base64Url.decode(jwt.substring(dot + 1)).orElseThrow();

      for (int length : new int[] {1, 63, 65, 72}) {
        String text =
            jwt.substring(0, dot + 1) + Base64Url.encode(Arrays.copyOf(signature, length));
        assertEquals(
            Optional.empty(), read(text).verify(KEY.jwk().toVerificationKey()), "" + length);
      }
    }

    @Test
    void showsNothingOfItself() {
      String text = Forge.signed(KEY.signer(), HEADER, PAYLOAD);

      assertEquals("CompactJwt[redacted]", read(text).toString());
    }
  }

  private static CompactJwt read(String text) {
    return CompactJwt.parse(text, MAX).orRefuse(Reason.INVALID_TOKEN);
  }

  private static void refuses(String text) {
    assertInstanceOf(Parsed.Malformed.class, CompactJwt.parse(text, MAX), text);
  }

  private static String payload(byte[] bytes) {
    return Forge.encode(HEADER) + "." + Base64Url.encode(bytes) + "." + Forge.encode("x");
  }
}
