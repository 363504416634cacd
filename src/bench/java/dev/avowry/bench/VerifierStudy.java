package dev.avowry.bench;

import dev.avowry.bench.machine.BareSignatures;
import dev.avowry.bench.machine.CpuClock;
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

/**
 * How many tokens the resource server's library lets in a second, on one thread, beside how many of
 * the same tokens' signatures alone are checked. The two take turns, so that what else happens on
 * the machine happens to both.
 */
final class VerifierStudy {
  private static final int TOKENS = 200;
  private static final int TURNS = 6;
  private static final Duration LENGTH = Duration.ofSeconds(1);

  private final AvowryApi api;
  private int next;

  VerifierStudy(Avowry avowry) {
    this.api = avowry.api();
  }

  void report(Report report) throws GeneralSecurityException {
    var client = api.register("whose tokens are verified", "read");
    List<String> tokens = Stream.generate(() -> api.token(client, Map.of())).limit(TOKENS).toList();
    BareSignatures bare = BareSignatures.of(tokens, api.jwks());
    Expectation expectation = Expectation.of(AvowryApi.ORDERS, "read");
    try (Verifier verifier = verifier()) {
      double whole = 0;
      double alone = 0;
      for (int turn = 0; turn <= TURNS; turn++) {
        double let = CpuClock.turns(LENGTH, () -> verify(verifier, tokens, expectation));
        double checked = CpuClock.turns(LENGTH, bare::checkNext);
        // The first turn warms up.
        whole += turn == 0 ? 0 : let / TURNS;
        alone += turn == 0 ? 0 : checked / TURNS;
      }
      Table table = new Table("on one thread, by the JDK's cryptography", "a CPU-s");
      table.row("tokens verified, liveness included", whole);
      table.row("their ES256 signatures verified, nothing else", alone);
      table.row("share", whole / alone);
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
