package dev.avowry.bench;

import dev.avowry.bench.machine.CpuClock;
import dev.avowry.bench.machine.SignatureSpeed;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.AvowryApi;
import dev.avowry.verifier.Applied;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many tokens the resource server's library lets in a second, on one thread. */
final class VerifierStudy {
  private static final int TOKENS = 200;
  private static final Duration LENGTH = Duration.ofSeconds(3);

  private final AvowryApi api;
  private int next;

  VerifierStudy(Avowry avowry) {
    this.api = avowry.api();
  }

  void report(Report report) throws GeneralSecurityException {
    var client = api.register("whose tokens are verified", "read");
    List<String> tokens = Stream.generate(() -> api.token(client, Map.of())).limit(TOKENS).toList();
    Expectation expectation = Expectation.of(AvowryApi.ORDERS, "read");
    try (Verifier verifier = verifier()) {
      // The first turn warms up.
      double _ = CpuClock.turns(LENGTH, () -> verify(verifier, tokens, expectation));
      double whole = CpuClock.turns(LENGTH, () -> verify(verifier, tokens, expectation));
      double bare = SignatureSpeed.ofJdk(LENGTH).verifies();
      Table table = new Table("on one thread, by the JDK's cryptography", "a CPU-s");
      table.row("tokens verified, liveness included", whole);
      table.row("ES256 signatures verified, nothing else", bare);
      table.row("share", whole / bare);
      report.section("Verifying offline", table);
    }
  }

  private Verifier verifier() {
    Verifier verifier = Verifier.of(api.issuer()).jwks(api.jwks()).revocationsByHand().build();
    Applied applied = verifier.applyRevocations(api.list());
    if (!(applied instanceof Applied.Accepted)) {
      throw new ScenarioFailed("the verifier did not take the list: " + applied);
    }
    return verifier;
  }

  private void verify(Verifier verifier, List<String> tokens, Expectation expectation) {
    Result result = verifier.verify(tokens.get(next++ % tokens.size()), expectation);
    if (!(result instanceof Result.Live)) {
      throw new ScenarioFailed("the verifier refused a live token: " + result);
    }
  }
}
