package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientSecretTest {
  private final ClientSecret secret = ClientSecret.random(new SecureRandom());

  @Test
  void isKnownByItsFormAndItsLastCharacters() {
    String text = secret.show();

    assertTrue(ClientSecret.PATTERN.matcher(text).matches(), text);
    assertTrue(ClientSecret.isOne(text));
    char last = text.charAt(text.length() - 1) == 'A' ? 'B' : 'A';
    assertFalse(ClientSecret.isOne(text.substring(0, text.length() - 1) + last));
    assertFalse(ClientSecret.isOne("avow_cs_" + "A".repeat(49)));
    assertFalse(ClientSecret.isOne(text + "A"));
  }

  @Test
  @DisplayName("the CRC-32 of the fixed text is what every other implementation computes")
  void hasTheChecksumThatIsDocumented() {
    // crc32("avow_cs_" + 43 times "A") in base 62, digits 0-9A-Za-z, by an independent computation.
    assertTrue(ClientSecret.isOne("avow_cs_" + "A".repeat(43) + "2IH1DO"));
  }

  @Test
  void isNotRepeated() {
    assertNotEquals(secret.show(), ClientSecret.random(new SecureRandom()).show());
  }

  @Test
  void doesNotShowItself() {
    assertFalse(secret.toString().contains(secret.show()));
    assertFalse(SecretHash.of(secret.text()).toString().contains("="));
  }

  @Test
  void isKeptAsAHashWithAVersion() {
    SecretHash hash = SecretHash.of(secret.text());

    assertEquals(hash, SecretHash.parse(hash.text()));
    assertEquals(1, Base64.getUrlDecoder().decode(hash.text())[0]);
    assertNotEquals(hash, SecretHash.of(SecretBytes.ofText(secret.show() + " ")));
    assertFalse(hash.text().contains(secret.show().substring(8)));
  }

  @Test
  void ofAnUnknownVersionIsNotRead() {
    byte[] versioned = Base64.getUrlDecoder().decode(SecretHash.of(secret.text()).text());
    versioned[0] = 2;

    assertThrows(
        IllegalStateException.class,
        () -> SecretHash.parse(Base64.getUrlEncoder().encodeToString(versioned)));
  }
}
