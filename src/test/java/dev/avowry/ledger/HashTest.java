package dev.avowry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
  private final Hashing hashing = new Hashing();

  @Test
  void theTreeWithoutLeavesHasTheHashOfNothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        HexFormat.of().formatHex(hashing.empty().bytes()));
  }

  @Test
  void aLeafIsNotHashedAsANodeIs() {
    byte[] both = new byte[2 * Hash.LENGTH];
    Hash zero = Hash.of(new byte[Hash.LENGTH]);

    assertEquals(false, hashing.leaf(both).equals(hashing.node(zero, zero)));
  }

  @Test
  void readsWhatItWrites() {
    Hash hash = hashing.leaf(new byte[] {1});

    assertEquals(Optional.of(hash), Hash.parse(hash.toString()));
    assertEquals(hash, Hash.of(hash.bytes()));
  }

  @Test
  void isNotChangedThroughItsBytes() {
    byte[] bytes = new byte[Hash.LENGTH];
    Hash hash = Hash.of(bytes);
    bytes[0] = 1;
    hash.bytes()[1] = 1;

    assertEquals(Hash.of(new byte[Hash.LENGTH]), hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // no padding
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", // stray bits
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // 33 bytes
        "__AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", // the other alphabet
      })
  void refusesAnyOtherSpelling(String text) {
    assertEquals(Optional.empty(), Hash.parse(text));
  }

  @Test
  void refusesAnotherLength() {
    assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[33]));
  }
}
