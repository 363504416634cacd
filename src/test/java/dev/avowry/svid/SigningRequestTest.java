package dev.avowry.svid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestCsr;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningRequestTest {
  private static final KeyPair KEY = TestCertificate.newKey();
  private static final byte[] GOOD = TestCsr.der(KEY, KEY, draft -> {});

  @ParameterizedTest(name = "{0} of {1} bits")
  @CsvSource({"EC, 256, ES256", "Ed25519, 255, EdDSA", "RSA, 2048, PS256"})
  void takesTheKeysThatAreTakenAsJwks(String kind, int bits, String algorithm) {
    KeyPair key = TestCertificate.newKey(kind, bits);

    SigningRequest read = SigningRequest.parse(TestCsr.of(key));

    assertTrue(read.key().isOf(key.getPublic()));
    assertEquals(algorithm, read.key().algorithm().joseName());
  }

  @Test
  void takesDerInBase64AndLinesThatEndAsMailDoes() {
    String plain = Base64.getEncoder().encodeToString(GOOD);

    assertTrue(SigningRequest.parse(plain).key().isOf(KEY.getPublic()));
    assertTrue(
        SigningRequest.parse(TestCsr.pem(GOOD).replace("\n", "\r\n")).key().isOf(KEY.getPublic()));
  }

  @ParameterizedTest(name = "{0} of {1} bits is refused (A-023)")
  @CsvSource({"EC, 384", "EC, 521", "RSA, 1024", "Ed448, 448"})
  void refusesOtherKeys(String kind, int bits) {
    KeyPair key = TestCertificate.newKey(kind, bits);
    String algorithm =
        switch (kind) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> kind;
        };
    String csr = TestCsr.pem(TestCsr.der(key, algorithm));

    Expect.refusal(
        kind.equals("Ed448") ? Reason.INVALID_REQUEST : Reason.INVALID_KEY,
        () -> SigningRequest.parse(csr));
  }

  static Stream<Arguments> malformed() {
    String pem = TestCsr.pem(GOOD);
    byte[] changed = GOOD.clone();
    changed[changed.length - 1] ^= 1;
    byte[] renamed = GOOD.clone();
    renamed[40] ^= 1;
    return Stream.of(
        arguments("nothing", ""),
        arguments("signed by another key", another()),
        arguments("signed by SHA-1", TestCsr.pem(TestCsr.der(KEY, "SHA1withECDSA"))),
        arguments("a signature with a bit flipped", TestCsr.pem(changed)),
        arguments("a byte flipped inside", TestCsr.pem(renamed)),
        arguments("one byte more", TestCsr.pem(Arrays.copyOf(GOOD, GOOD.length + 1))),
        arguments("one byte less", TestCsr.pem(Arrays.copyOf(GOOD, GOOD.length - 1))),
        arguments("two blocks", pem + pem),
        arguments("text before", "hello\n" + pem),
        arguments("text after", pem + "hello\n"),
        arguments("another label", pem.replace("CERTIFICATE REQUEST", "CERTIFICATE")),
        arguments("no padding", Base64.getEncoder().withoutPadding().encodeToString(GOOD) + "A"),
        arguments("nested a thousand times", nested()),
        arguments("too long", "A".repeat(8 * 1024 + 4)));
  }

  private static String another() {
    return TestCsr.pem(TestCsr.der(KEY, TestCertificate.newKey(), draft -> {}));
  }

  /** A sequence in a sequence in a sequence, of no length that is known. */
  private static String nested() {
    byte[] bytes = new byte[4_000];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0x30;
      bytes[i + 1] = (byte) 0x80;
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  @ParameterizedTest(name = "{0} is refused (A-022, A-023)")
  @MethodSource("malformed")
  void refusesWhatIsNotInOrder(String what, String csr) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> SigningRequest.parse(csr));
  }
}
