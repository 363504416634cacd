package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {
  private final TotpSecret secret = new TotpSecret(SecretBytes.ofText("12345678901234567890"));

  /** RFC 6238 appendix B, SHA-1; its eight digits end in our six. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void showsTheCodesOfTheSpecification(long time, String code) {
    assertEquals(code.substring(2), secret.code(time / 30));
  }

  /** RFC 4226 appendix D. */
  @ParameterizedTest
  @CsvSource({"0, 755224", "1, 287082", "2, 359152", "5, 254676", "9, 520489"})
  void countsAsHotpDoes(long step, String code) {
    assertEquals(code, secret.code(step));
  }

  @Test
  @DisplayName("takes a code one step early or late, and none further off (A-142)")
  void takesTheStepsBeside() {
    Instant now = Instant.ofEpochSecond(30 * 1_000 + 15);
    for (int off = -1; off <= 1; off++) {
      assertEquals(
          OptionalLong.of(1_000 + off), secret.stepOf(secret.code(1_000 + off), now), "" + off);
    }
    assertTrue(secret.stepOf(secret.code(998), now).isEmpty());
    assertTrue(secret.stepOf(secret.code(1_002), now).isEmpty());
  }

  @ParameterizedTest(name = "refuses «{0}» as the code 755224 (A-142)")
  @ValueSource(
      strings = {
        "",
        "755 224",
        " 755224",
        "755224 ",
        "755224\n",
        "0755224",
        "75522",
        "７５５２２４",
        "٧٥٥٢٢٤",
        "+55224",
        "7.5224"
      })
  void takesSixDigitsAndNothingElse(String code) {
    assertTrue(secret.stepOf(code, Instant.EPOCH).isEmpty());
  }

  @Test
  void isShownAsAppsReadIt() {
    assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", secret.show());
    assertEquals(
        "otpauth://totp/Avowry%20a.example:ada%40example.com"
            + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Avowry%20a.example",
        secret.uri("Avowry a.example", "ada@example.com"));
  }
}
