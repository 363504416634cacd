package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The unpacked programs. Their folder is named after their content and is whole if it exists. */
record Binaries(Path home) {
  private static final String PREFIX = "binaries-";

  static Binaries unpackedIn(Path folder, Archive archive)
      throws IOException, InterruptedException {
    Path home = folder.resolve(PREFIX + archive.fingerprint());
    if (!Files.exists(home)) {
      try (Scratch scratch = Scratch.in(folder)) {
        Path unpacked = Files.createDirectory(scratch.path().resolve("unpacked"));
        Mode.PROGRAM.applyTo(unpacked);
        archive.unpackInto(unpacked);
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new Binaries(home);
  }

  /** What earlier versions unpacked. No server may be running on them. */
  void deleteOthers(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path other : all) {
        if (!other.equals(home)) {
          Scratch.delete(other);
        }
      }
    }
  }

  /** {@code postgres}, {@code initdb} or {@code pg_ctl}; there are no others. */
  Path program(String name) {
    Path bin = home.resolve("bin");
    Path windows = bin.resolve(name + ".exe");
    return Files.exists(windows) ? windows : bin.resolve(name);
  }
}
