package dev.avowry.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The examples as a stranger builds them: from a copy of their folders, the library's pom and its
 * sources, with nothing else of the project in reach. JavaScript's own tests are run with it.
 */
final class ExampleBuild {
  /** The first time everything is fetched. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int NODE_OLDEST = 20;

  private final Path project = Path.of("").toAbsolutePath();
  private final Path copy;

  private ExampleBuild(Path copy) {
    this.copy = copy;
  }

  /** Returns the folder of the examples when all are built. */
  static Path in(Path folder) throws Exception {
    ExampleBuild build = new ExampleBuild(folder);
    build.copy("src/examples");
    build.copy("src/verifier");
    build.copy("src/main/java/dev/avowry/verifier");
    build.maven();
    build.npm();
    return folder.resolve("src/examples");
  }

  private void copy(String part) throws IOException {
    Path from = project.resolve(part);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(this::isSource).toList()) {
        Path to = copy.resolve(project.relativize(path));
        Files.createDirectories(to.getParent());
        Files.copy(path, to);
      }
    }
  }

  /** Not what somebody has built in the folders themselves. */
  private boolean isSource(Path path) {
    Stream<Path> parts = StreamSupport.stream(project.relativize(path).spliterator(), false);
    return Files.isRegularFile(path)
        && parts.map(Path::toString).noneMatch(Set.of("target", "node_modules")::contains);
  }

  private void maven() throws Exception {
    List<String> command = new ArrayList<>(List.of(project.resolve("mvnw").toString(), "-B", "-q"));
    if (System.getProperty("avowry.maven.network", "").equals("offline=true")) {
      command.add("-o");
    }
    Stream.of("avowry.maven.repository", "avowry.maven.settings")
        .map(name -> System.getProperty(name, "=none"))
        .filter(option -> Files.exists(Path.of(option.substring(option.indexOf('=') + 1))))
        .forEach(command::add);
    command.addAll(List.of("-f", "src/examples/pom.xml", "package"));
    run(copy, command);
  }

  private void npm() throws Exception {
    String version = run(copy, List.of("node", "--version")).strip();
    if (Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE_OLDEST) {
      throw new AssertionError("the JavaScript example needs Node 20 or newer, not " + version);
    }
    Path folder = copy.resolve("src/examples/javascript");
    run(folder, List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"));
    run(folder, List.of("npm", "test"));
  }

  private static String run(Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      throw new AssertionError(command.getFirst() + " is needed to build the examples", absent);
    }
    try {
      if (process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Files.readString(output, UTF_8);
      }
      throw new AssertionError(command + " failed:\n" + Files.readString(output, UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
