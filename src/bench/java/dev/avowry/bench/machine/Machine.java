package dev.avowry.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where it was measured. */
public final class Machine {
  private Machine() {}

  /** Refuses a system without {@code /proc}. */
  public static void requireLinux() {
    if (!Files.isReadable(Path.of("/proc/self/stat"))) {
      throw new IllegalStateException(
          "the benchmark reads processor times from /proc: run it on Linux");
    }
  }

  /** What it is, by name. */
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put(
        "processors",
        Runtime.getRuntime().availableProcessors() + " × " + field("/proc/cpuinfo", "model name"));
    facts.put("memory", field("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put(
        "JDK",
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
    facts.put("load average at the start", Files.readString(Path.of("/proc/loadavg")).strip());
    return facts;
  }

  private static String field(String file, String name) throws IOException {
    return Files.readString(Path.of(file))
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
