package dev.avowry.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.MemoryConfig;
import dev.avowry.key.Keys;
import dev.avowry.key.Verification;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.TestClient;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was read before is believed no longer than what is read for the first time. */
@AvowryTest
@NullUnmarked
class TokenReaderTest {
  @Inject Keys keys;
  @Inject Verification verification;
  @Inject Entries entries;
  @Inject KnownEntries known;
  @Inject MemoryConfig memory;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private TokenReader reader;
  private TestClient agent;
  private String token;

  @BeforeEach
  void mint() throws Throwable {
    InstantSource source = now::get;
    reader =
        new TokenReader(
            keys,
            verification,
            entries,
            known,
            source.withZone(ZoneOffset.UTC),
            memory,
            Api.ISSUER);
    agent = Api.agent(Api.sponsor()).register();
    token = agent.token("read", Api.ORDERS);
    now.set(Instant.now());
    assertTrue(live().isPresent(), "read for the first time");
  }

  private Optional<AccessToken> live() throws Throwable {
    return VertxContextSupport.subscribeAndAwait(() -> reader.readLive(token));
  }

  @Test
  @DisplayName("shown again → the same is read")
  void isReadAgain() throws Throwable {
    assertEquals(agent.id(), live().orElseThrow().claims().clientId().toString());
  }

  @Test
  @DisplayName("shown again after it has expired → nothing, to the very second (A-077)")
  void expires() throws Throwable {
    Instant end = live().orElseThrow().claims().expiresAt();

    now.set(end.minus(Duration.ofMillis(1)));
    assertTrue(live().isPresent());
    now.set(end);
    assertFalse(live().isPresent());
  }

  @Test
  @DisplayName("shown again after the agent was stopped → nothing")
  void ends() throws Throwable {
    Api.order("revoke", "agent", agent.id()).then().statusCode(200);

    assertFalse(live().isPresent());
  }

  @Test
  @DisplayName("with one letter changed → nothing")
  void isNotTakenForAnother() throws Throwable {
    int middle = token.indexOf('.') + 20;
    char letter = token.charAt(middle) == 'A' ? 'B' : 'A';
    token = token.substring(0, middle) + letter + token.substring(middle + 1);

    assertFalse(live().isPresent());
  }
}
