package dev.avowry.bench;

import dev.avowry.bench.machine.Machine;
import dev.avowry.bench.machine.SignatureSpeed;
import dev.avowry.bench.target.Avowry;
import dev.avowry.bench.target.KeycloakDistribution;
import dev.avowry.bench.target.Scenario;
import dev.avowry.bench.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run of the benchmark from the first process to the report. */
public final class Bench {
  private static final Duration SIGNATURES = Duration.ofSeconds(4);

  private final Path folder = Path.of("target", "bench").toAbsolutePath();
  private final Options options;
  private final Progress progress = new Progress();
  private final Report report = new Report();
  private final List<String> failures = new ArrayList<>();

  private Bench(Options options) {
    this.options = options;
  }

  /** Ends with 1 if any part failed. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Options options;
    try {
      options = Options.of(arguments);
      Machine.requireLinux();
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new Bench(options).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    report.section(
        "Measured on " + LocalDate.now(ZoneOffset.UTC),
        Report.facts(Machine.facts()),
        Report.facts(options.described()));
    Path keycloak = Path.of(System.getProperty("bench.keycloak", "")).toAbsolutePath();
    if (options.parts().contains(new Part.Signatures())) {
      signatures();
    }
    Field field = Field.start(folder, keycloak, options, progress);
    settings(keycloak, field);
    try (Track track = new Track()) {
      scenarios(track, field);
      arrival(track, field);
      report.section("Start and memory, after the above", Footprint.of(field.all()));
      for (Avowry avowry : field.avowry().stream().toList()) {
        studies(track, avowry);
      }
    }
    return finish();
  }

  private void settings(Path keycloak, Field field) throws SQLException {
    for (Target target : field.all()) {
      if (target.database().isPresent()) {
        Map<String, String> database = target.database().get().settings();
        progress.says("PostgreSQL of %s: %s".formatted(target.name(), database));
        report.section("PostgreSQL of " + target.name(), Report.facts(database));
      }
    }
    String heaps =
        "Heap: Avowry %s, Keycloak (%s) %s."
            .formatted(Avowry.HEAP, keycloak.getFileName(), KeycloakDistribution.HEAP);
    progress.says(heaps);
    report.section("Virtual machines", heaps);
  }

  private void signatures() throws GeneralSecurityException, InterruptedException {
    Table table = new Table("ES256 on one processor", "signs a CPU-s", "verifies a CPU-s");
    for (SignatureSpeed speed : SignatureSpeed.all(SIGNATURES)) {
      table.row(speed.by(), speed.signs(), speed.verifies());
      progress.says(
          "%s: %,.0f ES256 signs, %,.0f verifies a CPU-s"
              .formatted(speed.by(), speed.signs(), speed.verifies()));
    }
    report.section("Limits of the machine", table);
  }

  private void scenarios(Track track, Field field) throws InterruptedException {
    Comparison comparison = new Comparison(track, options, progress);
    List<Measured> measured = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      if (options.parts().contains(new Part.Compared(scenario))) {
        try {
          measured.addAll(comparison.run(scenario, field.having(scenario)));
        } catch (IllegalStateException e) {
          failed(scenario.code(), e);
        }
      }
    }
    ScenarioTables tables = new ScenarioTables(measured);
    report.section("Closed loop", tables.closed());
    report.section("Constant rate", tables.constant());
    report.section("Ratios", tables.ratios(), tables.shares(), tables.methods());
  }

  private void arrival(Track track, Field field) throws InterruptedException {
    if (options.parts().contains(new Part.Arrival())) {
      try {
        new ArrivalStudy(track, options, progress, folder).report(report, field.all());
      } catch (IllegalStateException e) {
        failed("arrival", e);
      }
    }
  }

  private void studies(Track track, Avowry avowry)
      throws GeneralSecurityException, InterruptedException {
    try {
      if (options.parts().contains(new Part.OfflineVerifier())) {
        new VerifierStudy(avowry).report(report);
      }
      if (options.parts().contains(new Part.Kill())) {
        new KillStudy(avowry, track, options, progress).report(report);
      }
      if (options.parts().contains(new Part.Streams())) {
        new StreamStudy(avowry, track, options, progress).report(report);
      }
      if (options.parts().contains(new Part.Soak())) {
        new SoakStudy(avowry, options, progress).report(report);
      }
      if (options.parts().contains(new Part.Size())) {
        new SizeStudy(avowry, track, options, progress).report(report);
        new ListStudy(avowry, progress).report(report);
      }
    } catch (IllegalStateException | SQLException e) {
      failed("studies", e);
    }
  }

  private void failed(String what, Exception failure) {
    failures.add(what + ": " + failure);
    progress.says("FAILED %s: %s".formatted(what, failure));
  }

  private boolean finish() throws IOException {
    if (!failures.isEmpty()) {
      report.section("FAILED", String.join("\n\n", failures));
    }
    Path file = folder.resolve("report.md");
    Files.writeString(file, report.toString());
    System.out.println();
    System.out.println(report);
    progress.says("the report is in %s".formatted(file));
    return failures.isEmpty();
  }
}
