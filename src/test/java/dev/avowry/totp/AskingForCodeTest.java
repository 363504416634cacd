package dev.avowry.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestFactor;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.Deed;
import dev.avowry.vault.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingForCodeTest {
  private static final String OF_TIME = TestFactor.totp(TestFactor.SECRET, "&digits=8");
  private static final AskingForCode ASKING = new AskingForCode(Optional.empty());

  /** RFC 6238 appendix B. */
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:59Z, 94287082, 1",
    "2005-03-18T01:58:29Z, 07081804, 1",
    "2005-03-18T01:58:31Z, 14050471, 29",
    "2009-02-13T23:31:30Z, 89005924, 30",
    "2033-05-18T03:33:20Z, 69279037, 10",
    "2603-10-11T11:33:20.999Z, 65353130, 10"
  })
  void tellsTheCodeOfTheTimeAndHowLongItIs(Instant now, String code, int left) {
    Code given = ASKING.with(at(now)).result();

    assertEquals(code, given.value());
    assertEquals(Optional.of(new Code.Window(30, left)), given.window());
  }

  @Test
  void usesUpTheStepAndNothingElse() {
    SingleUse first = use(at(Instant.ofEpochSecond(60)));

    assertEquals(first, use(at(Instant.ofEpochSecond(89))));
    assertNotEquals(first.value(), use(at(Instant.ofEpochSecond(90))).value());
    assertNotEquals(first.value(), use(at(Instant.ofEpochSecond(59))).value());
    assertTrue(first.until().isAfter(Instant.ofEpochSecond(90)));
  }

  @Test
  void refusesWhatWasGivenWithTheSecondsThatAreLeft() {
    Deed<Code> deed = ASKING.with(at(Instant.ofEpochSecond(67)));

    String why = Expect.refusal(Reason.CONFLICT, () -> deed.instead().get());

    assertTrue(why.endsWith("the next begins in 23 seconds"), why);
  }

  @Test
  void countsFromTheFirstAndAfterTheLatest() {
    Deed<Code> first = ASKING.with(counted(OptionalLong.empty()));

    assertEquals(TestFactor.COUNTED.get(0), first.result().value());
    assertEquals(TestFactor.COUNTED.get(1), first.instead().get().result().value());
    assertEquals(
        TestFactor.COUNTED.get(5), ASKING.with(counted(OptionalLong.of(4))).result().value());
  }

  private static SingleUse use(Opened secret) {
    return ASKING.with(secret).use().orElseThrow();
  }

  private static Opened at(Instant now) {
    return opened(OF_TIME, OptionalLong.empty(), now);
  }

  private static Opened counted(OptionalLong latest) {
    return opened(TestFactor.hotp(), latest, Instant.EPOCH);
  }

  private static Opened opened(String uri, OptionalLong latest, Instant now) {
    Factor factor = Factor.of(uri, Set.of(), List.of());
    return new Opened(
        new NodeId(1),
        factor.type(),
        1,
        Instant.EPOCH,
        factor.toFields(),
        Bindings.NONE,
        latest,
        now,
        now);
  }
}
