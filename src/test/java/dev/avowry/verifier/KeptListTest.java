package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that outlives its verifier. */
final class KeptListTest extends IssuerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @BeforeEach
  void keep() throws Exception {
    issuer.revoke("somebody else");
    try (Verifier keeping = keeping()) {
      keeping.start();
      Eventually.within(SOON, "the list is kept", () -> Files.exists(file()));
    }
    issuer.answer(503);
  }

  @Test
  void letsInByItWhileTheIssuerIsAway() throws Exception {
    try (Verifier again = keeping()) {
      again.start();
      Eventually.within(SOON, "it is known", () -> again.freshness().seq() == 1);
      assertInstanceOf(Result.Live.class, again.verify(issuer.token().sign(), READ));
      assertEquals(TestIssuer.START, again.freshness().confirmed());
    }
    assertEquals(List.of(file()), files());
  }

  @Test
  void isNotTrustedBeyondItsExp() throws Exception {
    issuer.clock.advance(TestIssuer.LIST_LIFETIME.plusSeconds(10));
    staysStale();
  }

  @Test
  void isNotTrustedWhenItWasChanged() throws Exception {
    String kept = Files.readString(file());
    Files.writeString(file(), kept.substring(0, kept.length() - 4) + "AAAA");
    staysStale();
  }

  @Test
  void isNotMissedWhenItCannotBeRead() throws Exception {
    Files.delete(file());
    Files.createDirectory(file());
    staysStale();
  }

  private void staysStale() throws Exception {
    try (Verifier again = keeping()) {
      again.start();
      Eventually.within(
          SOON, "the issuer was asked", () -> again.freshness().trouble().isPresent());
      assertEquals(new Result.Stale(Instant.EPOCH), again.verify(issuer.token().sign(), READ));
    }
  }

  private Verifier keeping() {
    return issuer
        .verifier()
        .jwks(TestIssuer.jwks(TestIssuer.KEY))
        .withoutStream()
        .keepListIn(file())
        .build();
  }

  private Path file() {
    return folder.resolve("list.jwt");
  }

  private List<Path> files() throws Exception {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertTrue(all.contains(file()));
      return all;
    }
  }
}
