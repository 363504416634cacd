package dev.avowry.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Folders below the build's. Not JUnit's temporary ones: those are closed to others, and the
 * database server of a build run as root is another user.
 */
final class Folders {
  private Folders() {}

  /** An empty one. */
  static Path fresh(String name) throws IOException {
    Path folder = Path.of("target", "it", name).toAbsolutePath();
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}
