package dev.avowry.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A package of scripts for Node.js, installed by npm in a folder of its own below {@code target},
 * as its lock says and without running anything that a dependency brings.
 */
final class Npm {
  /** {@code required} where the absence of Node.js is a failure and no reason to skip. */
  private static final String SETTING = "AVOWRY_NODE";

  private static final long MINUTES = 4;

  private final Path folder;

  private Npm(Path folder) {
    this.folder = folder;
  }

  /** What a process said, and how it ended. */
  record Said(int status, String text) {}

  /** Skips where there is no Node.js, and says so. */
  static final class WhereItIs implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return "required".equals(System.getenv(SETTING)) || isInstalled()
          ? ConditionEvaluationResult.enabled("Node.js and npm are installed, or have to be")
          : ConditionEvaluationResult.disabled("no npm: apt-get install nodejs npm");
    }

    private static boolean isInstalled() {
      String path = System.getenv().getOrDefault("PATH", "");
      return Stream.of("node", "npm")
          .allMatch(
              program ->
                  Stream.of(path.split(":"))
                      .map(each -> Path.of(each).resolve(program))
                      .anyMatch(Files::isExecutable));
    }
  }

  /** The package in {@code src/test/…}, installed. */
  static Npm install(String name) throws Exception {
    Path folder = Folders.fresh("npm-" + name);
    Path source = Path.of("src/test", name);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Npm npm = new Npm(folder);
    Said said = npm.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    if (said.status() != 0) {
      throw new AssertionError("npm ci failed:\n" + said.text());
    }
    return npm;
  }

  /** Runs a script of it to its end. */
  Said node(String script, Map<String, String> environment) throws Exception {
    return run(environment, "node", script);
  }

  private Said run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("still running after %d minutes: %s".formatted(MINUTES, output));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readString(output));
  }
}
