package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SecretBytes SECRET = SecretBytes.ofText("a private key");

  private final Sealer sealer = sealerWith(1);

  @Test
  void opensWhatItSealedForTheSamePurpose() {
    assertEquals(SECRET, sealer.open(sealer.seal(SECRET, "row 1"), "row 1"));
  }

  @Test
  void neverSealsTheSameWayTwice() {
    assertNotEquals(sealer.seal(SECRET, "row 1"), sealer.seal(SECRET, "row 1"));
  }

  @Test
  @DisplayName("A-140 swapped rows are not opened")
  void refusesAnotherPurpose() {
    Sealed sealed = sealer.seal(SECRET, "row 1");

    assertThrows(SealBroken.class, () -> sealer.open(sealed, "row 2"));
  }

  @Test
  @DisplayName("A-025 no byte can be changed and none taken away")
  void refusesWhatWasChanged() {
    byte[] sealed = sealer.seal(SECRET, "row 1").toBytes();

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      byte[] cut = Arrays.copyOf(sealed, i);
      assertThrows(SealBroken.class, () -> sealer.open(Sealed.of(changed), "row 1"), "byte " + i);
      assertThrows(SealBroken.class, () -> sealer.open(Sealed.of(cut), "row 1"), "length " + i);
    }
  }

  @Test
  @DisplayName("A-141 another key-encryption key: one sentence that says what to set")
  void refusesAnotherKey() {
    Sealed sealed = sealer.seal(SECRET, "row 1");

    SealBroken broken = assertThrows(SealBroken.class, () -> sealerWith(2).open(sealed, "row 1"));

    assertTrue(String.valueOf(broken.getMessage()).contains("avowry.kek-file"));
  }

  @Test
  @DisplayName("A-141 a key from before opens, and what it sealed can be sealed anew")
  void opensWithKeysFromBefore() {
    Sealer next = new Sealer(kek(2), List.of(kek(1)), RANDOM);
    Sealed before = sealer.seal(SECRET, "row 1");

    assertEquals(SECRET, next.open(before, "row 1"));
    assertEquals(SECRET, sealerWith(2).open(next.sealAnew(before, "row 1"), "row 1"));
    assertThrows(SealBroken.class, () -> next.sealAnew(before, "row 2"));
  }

  @Nested
  class TheKeyEncryptionKey {
    @TempDir Path folder;

    @Test
    void isMadeOnceBesideTheEmbeddedDatabaseAndForItsOwnerOnly() throws IOException {
      Sealer first = new Sealer(file(Optional.empty(), true).readOrMake(RANDOM), RANDOM);
      Sealer second = new Sealer(file(Optional.empty(), true).readOrMake(RANDOM), RANDOM);

      assertEquals(SECRET, second.open(first.seal(SECRET, "x"), "x"));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/kek"))));
    }

    @Test
    void mustBeGivenForADatabaseElsewhere() {
      KekFile none = file(Optional.empty(), false);

      IllegalStateException stop =
          assertThrows(IllegalStateException.class, () -> none.readOrMake(RANDOM));

      assertTrue(String.valueOf(stop.getMessage()).contains("AVOWRY_KEK_FILE"));
      assertFalse(Files.exists(folder.resolve("data")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA"})
    void mustBe32BytesInBase64(String content) throws IOException {
      Path given = Files.writeString(folder.resolve("given"), content);

      assertThrows(
          IllegalStateException.class,
          () -> file(Optional.of(given.toString()), false).readOrMake(RANDOM));
    }

    @Test
    void isNeverMadeWhereAFileWasNamed() {
      Path absent = folder.resolve("absent");

      assertThrows(
          IllegalStateException.class,
          () -> file(Optional.of(absent.toString()), true).readOrMake(RANDOM));
      assertFalse(Files.exists(absent));
    }

    private KekFile file(Optional<String> given, boolean embedded) {
      return new KekFile(given, Optional.empty(), folder.resolve("data").toString(), embedded);
    }
  }

  private static Sealer sealerWith(int fill) {
    return new Sealer(kek(fill), RANDOM);
  }

  private static Kek kek(int fill) {
    byte[] key = new byte[Kek.BYTES];
    Arrays.fill(key, (byte) fill);
    return Kek.of(SecretBytes.takeCopyOf(key), "a test").orElseThrow();
  }
}
