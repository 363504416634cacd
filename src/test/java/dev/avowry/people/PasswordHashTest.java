package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void fitsItsPasswordAndNoOther() {
    PasswordHash hash = PasswordHash.of("sieben Igel", random);

    assertTrue(hash.fits("sieben Igel"));
    assertFalse(hash.fits("sieben igel"));
    assertFalse(hash.fits(""));
    assertFalse(hash.toString().contains(hash.text().substring(30)));
  }

  @Test
  void isAnotherEachTime() {
    assertNotEquals(PasswordHash.of("sieben Igel", random), PasswordHash.of("sieben Igel", random));
  }

  /** Made by the reference implementation: argon2 -id -t 2 -k 65536 -p 1, salt «somesalt». */
  @Test
  void readsWhatOthersHaveWrittenWithOtherParameters() {
    PasswordHash known =
        new PasswordHash(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

    assertTrue(known.fits("password"));
    assertFalse(known.fits("differentpassword"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "$2b$10$abc", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA", "sieben Igel"})
  void isNobodysInAnUnknownFormat(String text) {
    assertThrows(IllegalStateException.class, () -> new PasswordHash(text).fits("sieben Igel"));
  }
}
