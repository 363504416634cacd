package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.OneTimePassword.Hash;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimePasswordTest {
  private static final String DIGITS = "1234567890";
  private static final int STEP = 30;

  /** RFC 4226 appendix D. */
  @ParameterizedTest
  @CsvSource({
    "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
    "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
  })
  void countsAsTheSpecificationDoes(long count, String code) {
    assertEquals(code, new OneTimePassword(Hash.SHA1, 6).code(secret(Hash.SHA1), count));
  }

  /** RFC 6238 appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59, SHA1, 94287082",
    "59, SHA256, 46119246",
    "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804",
    "1111111109, SHA256, 68084774",
    "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471",
    "1111111111, SHA256, 67062674",
    "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924",
    "1234567890, SHA256, 91819424",
    "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037",
    "2000000000, SHA256, 90698825",
    "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130",
    "20000000000, SHA256, 77737706",
    "20000000000, SHA512, 47863826"
  })
  void tellsTheTimeAsTheSpecificationDoes(long time, Hash hash, String code) {
    long step = time / STEP;

    assertEquals(code, new OneTimePassword(hash, 8).code(secret(hash), step));
    assertEquals(code.substring(2), new OneTimePassword(hash, 6).code(secret(hash), step));
    assertEquals(code.substring(1), new OneTimePassword(hash, 7).code(secret(hash), step));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5, 9})
  void hasNoOtherNumberOfDigits(int digits) {
    assertThrows(IllegalArgumentException.class, () -> new OneTimePassword(Hash.SHA1, digits));
  }

  @Test
  void knowsItsHashFunctionsByName() {
    assertEquals(Optional.of(Hash.SHA256), Hash.named("sha256"));
    assertEquals(Optional.empty(), Hash.named("SHA-256"));
    assertEquals(Optional.empty(), Hash.named("MD5"));
  }

  /** As long as what the hash function gives, RFC 6238 appendix B. */
  private static SecretBytes secret(Hash hash) {
    int length =
        switch (hash) {
          case SHA1 -> 20;
          case SHA256 -> 32;
          case SHA512 -> 64;
        };
    return SecretBytes.ofText(DIGITS.repeat(7).substring(0, length));
  }
}
