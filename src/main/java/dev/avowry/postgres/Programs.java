package dev.avowry.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the programs are run: as the right user, in an environment that has none of our settings
 * (some are secret), with what they say in the log.
 */
record Programs(Path folder, Binaries binaries, RunAs runAs, ServerLog log) {
  private static final Duration A_MOMENT = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /**
   * The version before the first dot, as {@code PG_VERSION} has it. Proves that programs run here.
   */
  String major() throws IOException, InterruptedException {
    ProcessBuilder builder = builder("postgres", List.of("--version")).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    String said;
    try {
      Process process = builder.start();
      requireEnd(process, "postgres --version", A_MOMENT);
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      said = e.getMessage();
    }
    Matcher version = VERSION.matcher(said);
    if (!version.find()) {
      throw new PostgresUnavailable(
          "the packed PostgreSQL does not run on this machine: set AVOWRY_DB_URL to a PostgreSQL"
              + " of your own ("
              + said
              + ")");
    }
    return version.group(1);
  }

  /** Returns when the program has succeeded. */
  void run(String program, Duration atMost, String input, String... arguments)
      throws IOException, InterruptedException {
    long mark = log.end();
    Process process = builder(program, List.of(arguments)).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended before it had read everything. Its exit code and the log tell why.
    }
    int exit = requireEnd(process, program, atMost);
    if (exit != 0) {
      throw new PostgresUnavailable(
          program + " failed with exit code " + exit + ": " + log.since(mark));
    }
  }

  /** Starts the server itself, apart from the terminal's signals if that can be done here. */
  Process startServer(Map<String, String> environment, List<String> arguments) throws IOException {
    ProcessBuilder builder = builder("postgres", arguments);
    builder.environment().putAll(environment);
    // Ctrl-C must reach us alone: we still need the database to shut down in good order.
    RunAs.onPath("setsid").ifPresent(setsid -> builder.command().addFirst(setsid.toString()));
    return builder.start();
  }

  private ProcessBuilder builder(String program, List<String> arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(runAs.command(binaries.program(program).toString(), arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    // SystemRoot: no Windows program finds its libraries without.
    builder.environment().keySet().retainAll(List.of("PATH", "SystemRoot", "TEMP", "TMP"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static int requireEnd(Process process, String program, Duration atMost)
      throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        process.destroy();
      }
    }
    if (!ended) {
      throw new PostgresUnavailable(program + " had not ended after " + atMost.toSeconds() + " s");
    }
    return process.exitValue();
  }
}
