package dev.avowry.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** The vectors of draft-ietf-oauth-status-list-21 for one bit. */
class StatusBitsTest {
  @Test
  void writesTheExampleOfSection41() {
    assertEquals("eNrbuRgAAhcBXQ", StatusBits.write(set(0, 3, 4, 5, 7, 8, 9, 13, 15), 16));
  }

  @Test
  void writesTheVectorOfAppendixC1() {
    assertEquals(
        "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogE"
            + "AAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAA"
            + "A7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAA"
            + "ACAZC8L2AEb",
        StatusBits.write(
            set(0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345),
            1 << 20));
  }

  @Test
  void writesAsManyPlacesAsThereAre() {
    assertEquals(StatusBits.write(set(0), 16), StatusBits.write(set(0), 9));
  }

  private static BitSet set(int... places) {
    BitSet set = new BitSet();
    for (int place : places) {
      set.set(place);
    }
    return set;
  }
}
