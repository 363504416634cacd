package dev.avowry.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Texts that nearly are what a parser reads: almost all of it gets deep into the parser. */
public final class Scrambled {
  private static final String LIKELY =
      "\"\\{}[]:,.=+-_/ \r\n\t\0%;é\uFEFF\uD8000123456789eEnulltrAZ";

  private Scrambled() {}

  /** The text with some characters changed, left out or put in; now and then anything at all. */
  public static Arbitrary<String> of(String valid) {
    Arbitrary<String> changed =
        Combinators.combine(
                Arbitraries.integers().between(0, valid.length()).list().ofMinSize(1).ofMaxSize(4),
                Arbitraries.chars().with(LIKELY.toCharArray()).list().ofSize(4),
                Arbitraries.integers().between(0, 2).list().ofSize(4))
            .as((places, characters, kinds) -> change(valid, places, characters, kinds));
    return Arbitraries.frequencyOf(
        Tuple.of(9, changed), Tuple.of(1, Arbitraries.strings().ofMaxLength(200)));
  }

  private static String change(
      String valid, List<Integer> places, List<Character> characters, List<Integer> kinds) {
    StringBuilder text = new StringBuilder(valid);
    for (int i = 0; i < places.size(); i++) {
      int at = Math.min(places.get(i), text.length() - 1);
      if (at < 0) {
        return text.toString();
      }
      switch (kinds.get(i)) {
        case 0 -> text.setCharAt(at, characters.get(i));
        case 1 -> text.deleteCharAt(at);
        default -> text.insert(at, characters.get(i));
      }
    }
    return text.toString();
  }
}
