package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessesTest {
  private static final int OF_CLIENT = 3;
  private static final int OF_ADDRESS = 5;
  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";

  private final NodeId client = TestNodes.id();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private int looked;

  private final Guesses guesses = new Guesses(config(OF_CLIENT, OF_ADDRESS), clock());

  @Test
  @DisplayName("the fourth wrong guess at a client in a minute is not looked at (A-036)")
  void endWithTheBudget() {
    for (int i = 0; i < OF_CLIENT; i++) {
      Expect.refusal(Reason.INVALID_CLIENT, () -> wrong(client, HERE));
    }
    Expect.refusal(Reason.TOO_MANY_REQUESTS, () -> wrong(client, HERE));
    Expect.refusal(Reason.TOO_MANY_REQUESTS, () -> right(client, HERE));
    assertEquals(OF_CLIENT, looked);
  }

  @Test
  @DisplayName("the client itself gets in from elsewhere meanwhile (A-036)")
  void lockNobodyOutElsewhere() {
    spend(client);

    assertDoesNotThrow(() -> right(client, ELSEWHERE));
  }

  @Test
  @DisplayName("and from the same address, when it was there before (A-036)")
  void lockNobodyOutWhoWasThereBefore() {
    guesses.remember(guesser(client, HERE));
    spend(client);

    assertDoesNotThrow(() -> right(client, HERE));
    Expect.refusal(Reason.TOO_MANY_REQUESTS, () -> wrong(client, HERE));
  }

  @Test
  void leaveOtherClientsAtTheAddressAlone() {
    spend(client);

    assertDoesNotThrow(() -> right(TestNodes.id(), HERE));
  }

  @Test
  @DisplayName("many clients guessed at from one address end with the address's budget (A-036)")
  void endWithTheBudgetOfTheAddress() {
    for (int i = 0; i < OF_ADDRESS; i++) {
      Expect.refusal(Reason.INVALID_CLIENT, () -> wrong(TestNodes.id(), HERE));
    }
    Expect.refusal(Reason.TOO_MANY_REQUESTS, () -> wrong(TestNodes.id(), HERE));
    Expect.refusal(Reason.INVALID_CLIENT, () -> wrong(TestNodes.id(), ELSEWHERE));
  }

  @Test
  void beginAnewWhenTheMinuteIsOver() {
    spend(client);
    now = now.plus(Duration.ofMinutes(1)).minusMillis(1);
    Expect.refusal(Reason.TOO_MANY_REQUESTS, () -> right(client, HERE));

    now = now.plusMillis(1);
    assertDoesNotThrow(() -> right(client, HERE));
  }

  @Test
  void doNotCountWhatIsNoFailedProof() {
    for (int i = 0; i < OF_CLIENT + OF_ADDRESS; i++) {
      Expect.refusal(
          Reason.INVALID_SCOPE, () -> failing(guesser(client, HERE), Reason.INVALID_SCOPE));
    }
    assertDoesNotThrow(() -> right(client, HERE));
  }

  @Test
  @DisplayName("spellings of a client_id share one counter, and so does an IPv6 /64 (A-036)")
  void knowNoSpellings() {
    String id = client.toString();

    assertEquals(guesser(id + " ", HERE), guesser(" " + id, HERE));
    assertEquals(guesser("x", HERE), guesser("", HERE));
    assertEquals(guesser(id, "2001:db8:1:2::1"), guesser(id, "2001:db8:1:2:ffff::2%eth0"));
    assertNotEquals(guesser(id, "2001:db8:1:2::1"), guesser(id, "2001:db8:1:3::1"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "1000001, 1", "1, 1000001"})
  void ofNoOrAnyNumberStopTheStart(int ofClient, int ofAddress) {
    assertThrows(CannotStart.class, () -> GuessLimits.check(config(ofClient, ofAddress)));
  }

  private void spend(NodeId who) {
    for (int i = 0; i < OF_CLIENT; i++) {
      Expect.refusal(Reason.INVALID_CLIENT, () -> wrong(who, HERE));
    }
  }

  private void wrong(NodeId who, String address) {
    failing(guesser(who, address), Reason.INVALID_CLIENT);
  }

  private void failing(Guesser who, Reason reason) {
    guesses
        .guard(
            who,
            () -> {
              looked++;
              return Uni.createFrom()
                  .failure(Refusal.refused(reason, "it is wrong, says the test"));
            })
        .await()
        .indefinitely();
  }

  private void right(NodeId who, String address) {
    guesses.guard(guesser(who, address), () -> Uni.createFrom().item("in")).await().indefinitely();
  }

  private static Guesser guesser(NodeId client, String address) {
    return guesser(client.toString(), address);
  }

  private static Guesser guesser(String client, String address) {
    return Guesser.of(
        new Presented(
            Optional.empty(),
            Optional.empty(),
            Optional.of(client),
            Optional.of(SecretBytes.ofText("x")),
            Optional.empty(),
            false,
            Optional.empty(),
            address),
        Optional.empty());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private static GuessConfig config(int ofClient, int ofAddress) {
    return new GuessConfig() {
      @Override
      public int failuresPerClient() {
        return ofClient;
      }

      @Override
      public int failuresPerAddress() {
        return ofAddress;
      }
    };
  }
}
