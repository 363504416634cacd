package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword.Hash;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Scrambled;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtpAuthTest {
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final String USUAL =
      "otpauth://totp/Example:ada%40example.com?secret=" + SECRET + "&issuer=Example";

  @Test
  void takesWhatIsUsualForWhatIsNotSaid() {
    Seed seed = OtpAuth.seed(USUAL);

    assertEquals(SecretBytes.ofText("12345678901234567890"), seed.secret());
    assertEquals(Hash.SHA1, seed.codes().hash());
    assertEquals(6, seed.codes().digits());
    assertEquals(new Moving.OfTime(30), seed.moving());
  }

  @ParameterizedTest
  @CsvSource({
    "&algorithm=SHA256, SHA256, 6, 30",
    "&algorithm=sha512&digits=8, SHA512, 8, 30",
    "&digits=7&period=300, SHA1, 7, 300",
    "&period=1, SHA1, 6, 1"
  })
  void takesWhatIsSaid(String more, Hash hash, int digits, int period) {
    Seed seed = OtpAuth.seed(USUAL + more);

    assertEquals(hash, seed.codes().hash());
    assertEquals(digits, seed.codes().digits());
    assertEquals(new Moving.OfTime(period), seed.moving());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "999999999999999999, 999999999999999999"})
  void takesTheCounter(String counter, long first) {
    Seed seed = OtpAuth.seed("otpauth://hotp/a?secret=%s&counter=%s".formatted(SECRET, counter));

    assertEquals(new Moving.OfCounter(first), seed.moving());
  }

  @ParameterizedTest
  @CsvSource({
    "GEZDGNBVGY3TQOJQ, 1234567890",
    "gezdgnbvgy3tqojq, 1234567890",
    "GEZDGNBVGY3TQOJQGE, 12345678901",
    "GEZDGNBVGY3TQOJQGE======, 12345678901",
    "GEZDGNBVGY3TQOJQGE%3D%3D%3D%3D%3D%3D, 12345678901"
  })
  void takesSecretsInAnyCasePaddedOrNot(String secret, String text) {
    assertEquals(
        SecretBytes.ofText(text), OtpAuth.seed("otpauth://totp/a?secret=" + secret).secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        "otpauth://totp/a",
        "otpauth://totp/a?",
        "otpauth://totp/?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://steam/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://TOTP/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth-migration://offline?data=GEZDGNBVGY3TQOJQ",
        "https://totp/a?secret=GEZDGNBVGY3TQOJQ",
        " otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ\n",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ#x",
        "otpauth://totp/a/b?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a%zz?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a%ff?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a%0a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQG",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGE=",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ========",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJ1",
        "otpauth://totp/a?secret=GEZD%20GNBVGY3TQOJQ",
        "otpauth://totp/a?secret=ＧEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&secret=GEZDGNBVGY3TQOJQ",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=6&digits=8",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=5",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=9",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=06",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&digits=",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=0",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=-30",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=301",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=99999999999",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&period=%D9%A3%D9%A0",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&counter=0",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&algorithm=MD5",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&encoder=steam",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&",
        "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&=x",
        "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ",
        "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&counter=-1",
        "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&counter=9999999999999999999",
        "otpauth://hotp/a?secret=GEZDGNBVGY3TQOJQ&counter=0&period=30"
      })
  void refusesEverythingElseAndRepeatsNothing(String uri) {
    String why = Expect.refusal(Reason.INVALID_REQUEST, () -> OtpAuth.seed(uri));

    assertFalse(why.contains("GEZD"), why);
  }

  @Test
  void refusesSecretsThatAreTooLong() {
    String longest = "A".repeat(1_639);
    assertEquals(1_024, OtpAuth.seed("otpauth://totp/a?secret=" + longest).secret().length());

    Expect.refusal(
        Reason.INVALID_REQUEST, () -> OtpAuth.seed("otpauth://totp/a?secret=" + longest + "AA"));
    Expect.refusal(
        Reason.INVALID_REQUEST,
        () -> OtpAuth.seed("otpauth://totp/" + "a".repeat(4_096) + "?secret=" + SECRET));
  }

  @Provide
  Arbitrary<String> uris() {
    return Scrambled.of(USUAL + "&algorithm=SHA256&digits=8&period=60");
  }

  @Property
  @Label("whatever comes is read or refused, and nothing else happens")
  void readsOrRefuses(@ForAll("uris") String uri) {
    try {
      assertFalse(OtpAuth.seed(uri).code(0).isEmpty());
    } catch (Refused refused) {
      assertEquals(Reason.INVALID_REQUEST, refused.refusal().reason());
    }
  }
}
