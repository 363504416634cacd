package dev.avowry.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 8628 §6.1: what a human types. */
class UserCodeTest {
  @Test
  void isEightOfTwentyLettersInTwoGroups() {
    SecureRandom random = new SecureRandom();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      String shown = UserCode.random(random).show();
      assertTrue(shown.matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}"), shown);
      shown.chars().forEach(seen::add);
    }
    assertEquals(21, seen.size(), "each letter is drawn, and the dash");
  }

  @Test
  void isReadInAnyCaseAndWithWhateverStandsBetween() {
    Optional<UserCode> meant = Optional.of(new UserCode("WDJBMJHT"));
    for (String typed :
        List.of("WDJB-MJHT", "wdjb-mjht", "wdjbmjht", " Wd Jb mJ.hT ", "WDJB\u2013MJHT")) {
      assertEquals(meant, UserCode.parse(typed), typed);
    }
    for (String typed : List.of("", "WDJB-MJH", "WDJB-MJHTB", "WDJA-MJHT", "x".repeat(99))) {
      assertEquals(Optional.empty(), UserCode.parse(typed), typed);
    }
  }
}
