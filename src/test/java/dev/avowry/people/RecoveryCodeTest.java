package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {
  @Test
  void comesInTensAndAllDiffer() {
    List<RecoveryCode> sheet = RecoveryCode.sheet(new SecureRandom());

    assertEquals(10, new HashSet<>(sheet.stream().map(RecoveryCode::show).toList()).size());
  }

  @Test
  void isReadHoweverItIsCopied() {
    RecoveryCode code = RecoveryCode.sheet(new SecureRandom()).getFirst();
    String shown = code.show();

    for (String typed :
        List.of(
            shown,
            shown.toUpperCase(Locale.ROOT),
            shown.replace("-", " "),
            shown.replace("-", ""))) {
      assertEquals(Optional.of(code), RecoveryCode.parse(typed), typed);
    }
    assertTrue(RecoveryCode.parse(shown + "a").isEmpty());
    assertTrue(RecoveryCode.parse("123456").isEmpty());
    assertTrue(RecoveryCode.parse("").isEmpty());
  }
}
