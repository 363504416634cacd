package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A fresh folder below the build's. Not JUnit's temporary one: that is closed to others, and the
 * server of a build run as root is another user.
 */
final class TestFolder {
  private TestFolder() {}

  static Path fresh(String name) throws IOException {
    Path folder = Path.of("target", "postgres", name).toAbsolutePath();
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.list(folder)) {
        for (Path path : old.filter(TestFolder::isNotBinaries).toList()) {
          Scratch.delete(path);
        }
      }
    }
    return folder;
  }

  /** They take seconds to unpack, and their name tells whether they are the right ones. */
  private static boolean isNotBinaries(Path path) {
    return !path.getFileName().toString().startsWith("binaries-");
  }
}
