package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code postmaster.pid}: who the server says it is, and how far it has come. */
record PidFile(long pid, String status) {
  // PostgreSQL's pidfile.h: line 1 is the pid, line 8 the status.
  private static final int STATUS_LINE = 8;

  static Path in(Cluster cluster) {
    return cluster.path().resolve("postmaster.pid");
  }

  /** Empty if there is no file, or none that names a process. */
  static Optional<PidFile> read(Cluster cluster) throws IOException {
    try {
      return parse(Files.readAllLines(in(cluster)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static Optional<PidFile> parse(List<String> lines) {
    try {
      // A server without a postmaster (single-user) writes its pid with a minus.
      long pid = Math.abs(Long.parseLong(lines.isEmpty() ? "" : lines.getFirst().strip()));
      String status = lines.size() < STATUS_LINE ? "" : lines.get(STATUS_LINE - 1).strip();
      return Optional.of(new PidFile(pid, status));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }
}
