package dev.avowry.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Expect;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
  private static final NodeId FIRST = new NodeId(1);
  private static final NodeId SECOND = new NodeId(2);
  private static final NodeId THIRD = new NodeId(3);

  @Test
  void beginsAtTheFrontWithFifty() {
    PageRequest request = PageRequest.of(Optional.empty(), Optional.empty());

    assertEquals(new PageRequest(Optional.empty(), 50), request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "500", "0500"})
  void takesALimitFromOneToFiveHundred(String limit) {
    assertEquals(
        Integer.parseInt(limit), PageRequest.of(Optional.empty(), Optional.of(limit)).limit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "501", "-1", "+1", "1.0", "1e2", " 1", "00001", "2147483648", "ten", "١"})
  void refusesAnyOtherLimit(String limit) {
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> PageRequest.of(Optional.empty(), Optional.of(limit)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "AAAAAAAAAAB", "' or 1=1 --"})
  void refusesAKeyThatIsNoId(String after) {
    Expect.refusal(
        Reason.INVALID_REQUEST, () -> PageRequest.of(Optional.of(after), Optional.empty()));
  }

  @Test
  void namesTheNextPageByTheLastItemOfThisOne() {
    PageRequest two = new PageRequest(Optional.empty(), 2);

    Page<NodeId> page = two.page(List.of(FIRST, SECOND, THIRD), 3, Function.identity());

    assertEquals(new Page<>(List.of(FIRST, SECOND), 3, Optional.of(SECOND.toString())), page);
  }

  @Test
  void hasNoNextPageWhenExactlyTheLimitIsLeft() {
    PageRequest two = new PageRequest(Optional.of(FIRST), 2);

    Page<NodeId> page = two.page(List.of(SECOND, THIRD), 3, Function.identity());

    assertEquals(Optional.empty(), page.next());
  }
}
