package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.avowry.kernel.Reason;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final int ATTEMPTS = 50;
  private static final Vertx VERTX = Vertx.vertx();

  /** What came, whether it was there at once, and where it was received. */
  private record Received(Optional<VerifiedJwt> jwt, boolean atOnce, Context on) {}

  @AfterAll
  static void stop() throws Exception {
    VERTX.getDelegate().close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest(name = "{0}: at once where it is fast, on a worker where it is not")
  @EnumSource
  void keepsSlowVerificationOffTheEventLoop(Algorithm algorithm) throws Exception {
    KeyMaterial key = KeyMaterial.generate(algorithm);
    CompactJwt jwt = signedBy(key);
    Context caller = VERTX.getDelegate().getOrCreateContext();

    for (Received received :
        List.of(receive(caller, jwt, key.jwk(), false), receive(caller, jwt, key.jwk(), true))) {
      assertSame(caller, received.on());
      assertEquals("i", received.jwt().orElseThrow().claims().text("iss").orElseThrow());
    }
    assertEquals(Signatures.inUse().fast(algorithm), isAlwaysAtOnce(caller, jwt, key.jwk()));
  }

  /** A worker may be done before anybody waits for it, now and then. */
  private static boolean isAlwaysAtOnce(Context caller, CompactJwt jwt, Jwk key) throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (!receive(caller, jwt, key, true).atOnce()) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest(name = "{0}: the signature of another key is none")
  @EnumSource
  void refusesTheSignatureOfAnotherKey(Algorithm algorithm) throws Exception {
    CompactJwt jwt = signedBy(KeyMaterial.generate(algorithm));
    Jwk other = KeyMaterial.generate(algorithm).jwk();

    Received received = receive(VERTX.getDelegate().getOrCreateContext(), jwt, other, true);

    assertEquals(Optional.empty(), received.jwt());
  }

  private static CompactJwt signedBy(KeyMaterial key) {
    String header = "{\"alg\":\"" + key.jwk().algorithm() + "\"}";
    String text = Forge.signed(key.signer(), header, "{\"iss\":\"i\"}");
    return CompactJwt.parse(text, 4096).orRefuse(Reason.INVALID_TOKEN);
  }

  private static Received receive(Context caller, CompactJwt jwt, Jwk key, boolean ready)
      throws Exception {
    Verification verification = new Verification(VERTX);
    VerificationKey made = key.toVerificationKey();
    CompletableFuture<Received> received = new CompletableFuture<>();
    caller.runOnContext(
        go -> {
          AtomicBoolean atOnce = new AtomicBoolean(true);
          (ready ? verification.verify(jwt, made) : verification.verify(jwt, key))
              .subscribe()
              .with(
                  found ->
                      received.complete(
                          new Received(found, atOnce.get(), io.vertx.core.Vertx.currentContext())),
                  received::completeExceptionally);
          atOnce.set(false);
        });
    return received.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
