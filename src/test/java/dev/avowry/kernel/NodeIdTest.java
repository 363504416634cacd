package dev.avowry.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {
  @Property(tries = 300)
  void readsWhatItWrites(@ForAll long value) {
    NodeId id = new NodeId(value);

    assertEquals(Optional.of(id), NodeId.parse(id.toString()));
    assertEquals(11, id.toString().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAA",
        "AAAAAAAAAAAA",
        "AAAAAAAAAAA=",
        "AAAAAAAAAA=",
        "AAAAAAAAAAB", // the same bits as …A: four bits are left over
        "AAAAAAAAAA+",
        "AAAAAAAAA/A",
        " AAAAAAAAAA",
        "AAAAAAAAAA\n",
        "AAAAA AAAAA",
        "AAAAAAAAAA\u0000",
        "ÄAAAAAAAAAA",
        "АAAAAAAAAAA", // Cyrillic
      })
  void refusesAnyOtherSpelling(String text) {
    assertEquals(Optional.empty(), NodeId.parse(text));
  }

  @Test
  void sortsBelowTheEndOfItsParentsRange() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 2_000; i++) {
      assertNotEquals(0xff, NodeId.random(random).value() >>> 56);
    }
  }
}
