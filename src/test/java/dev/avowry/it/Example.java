package dev.avowry.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One of the resource servers of {@code src/examples}. */
enum Example {
  JDK("target/orders.jar"),
  QUARKUS("target/quarkus-app/quarkus-run.jar"),
  SPRING("target/orders.jar"),
  JAVASCRIPT("server.mjs");

  private final String program;

  Example(String program) {
    this.program = program;
  }

  /** Whether it offers a connection that lasts, and acknowledges what it has applied. */
  boolean isWhole() {
    return this == JDK || this == JAVASCRIPT;
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What starts it once it is built. */
  List<String> command(Path examples) {
    String file = examples.resolve(folder()).resolve(program).toString();
    return this == JAVASCRIPT
        ? List.of("node", file)
        : List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            file);
  }
}
