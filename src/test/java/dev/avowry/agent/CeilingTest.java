package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CeilingTest {
  private static final Extent READ = Extent.only(Set.of("read"));
  private static final Extent ORDERS = Extent.only(Set.of("https://orders.example"));
  private static final Ceiling PARENT = new Ceiling(READ, ORDERS, Duration.ofMinutes(5), 3, 10);

  @Test
  void allowsAChildAsLargeAsItselfButOneLevelLess() {
    Ceiling child = new Ceiling(READ, ORDERS, Duration.ofMinutes(5), 2, 10);

    assertEquals(Optional.empty(), child.excessOver(PARENT));
    assertEquals(child, PARENT.below());
  }

  @Test
  void refusesScopesThatTheParentDoesNotHold() {
    refuses("scope", new Ceiling(Extent.only(Set.of("read", "write")), ORDERS, ttl(300), 2, 10));
    refuses("scope", new Ceiling(Extent.any(), ORDERS, ttl(300), 2, 10));
  }

  @Test
  void refusesResourcesThatTheParentDoesNotHold() {
    refuses(
        "resource",
        new Ceiling(READ, Extent.only(Set.of("https://orders.example/")), ttl(300), 2, 10));
    refuses("resource", new Ceiling(READ, Extent.any(), ttl(300), 2, 10));
  }

  @Test
  void refusesALifetimeOneSecondLonger() {
    refuses("max_ttl", new Ceiling(READ, ORDERS, ttl(301), 2, 10));
  }

  @Test
  void refusesTheParentsOwnDepth() {
    refuses("max_depth", new Ceiling(READ, ORDERS, ttl(300), 3, 10));
  }

  @Test
  void refusesOneMoreChild() {
    refuses("max_children", new Ceiling(READ, ORDERS, ttl(300), 2, 11));
  }

  @Test
  void refusesEveryChildBelowAParentWithoutDepth() {
    Ceiling last = new Ceiling(READ, ORDERS, ttl(300), 0, 10);

    assertTrue(last.excessOver(last).orElseThrow().contains("no further level"));
  }

  private static Duration ttl(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static void refuses(String what, Ceiling child) {
    assertTrue(child.excessOver(PARENT).orElseThrow().contains(what));
  }
}
