package dev.avowry.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A short program of the machine, run for what it says. */
final class Command {
  private Command() {}

  /** What it printed; empty if it is not there or failed. */
  static Optional<String> output(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
