package dev.avowry.verifier;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * The last list in a file, as the issuer signed it. It is read like one from anywhere else: by its
 * signature, and never beyond its {@code exp}.
 */
final class KeptList {
  /** Well within the shortest time that a list may be relied on by default. */
  static final Duration EVERY = Duration.ofSeconds(20);

  private final Path file;

  KeptList(Path file) {
    this.file = file;
  }

  /** What was kept, unproven; empty if it cannot be read. */
  Optional<String> read() {
    try {
      return Files.size(file) > SignedList.LENGTH_MAX
          ? Optional.empty()
          : Optional.of(Files.readString(file));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Puts the list in place of the last one at once, or leaves that one whole. */
  void write(String list) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path next = Files.createTempFile(folder, ".revocations", ".jwt");
    try {
      Files.writeString(next, list);
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
