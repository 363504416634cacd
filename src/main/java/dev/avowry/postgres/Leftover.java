package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier process that was killed left in the cluster's folder: nothing, a file, or a
 * server that still runs.
 *
 * @param environment what the next server has to be told about it
 */
record Leftover(Map<String, String> environment) {
  Leftover {
    environment = Map.copyOf(environment);
  }

  /**
   * Returns when no server runs on the cluster. The caller holds the folder's lock, so a server
   * found here has nobody who needs it.
   */
  static Leftover stop(Cluster cluster, Programs programs)
      throws IOException, InterruptedException {
    Optional<PidFile> file = PidFile.read(cluster);
    if (file.isEmpty()) {
      // PostgreSQL takes an empty one, which a power failure may leave, for a server being born.
      Files.deleteIfExists(PidFile.in(cluster));
      return new Leftover(Map.of());
    }
    Optional<ProcessHandle> process = ProcessHandle.of(file.get().pid());
    if (process.isEmpty() || !process.get().isAlive()) {
      return new Leftover(Map.of());
    }
    if (runsOurPrograms(process.get(), programs.folder())) {
      Stop.fast(cluster, programs, process.get());
      return new Leftover(Map.of());
    }
    // The pid now belongs to a stranger. PostgreSQL would take it for a live server, except if it
    // is its grandparent's, a door made for pg_ctl. We do not delete the file, because PostgreSQL
    // also looks in it for the memory of server processes that may have survived their postmaster.
    return new Leftover(Map.of("PG_GRANDPARENT_PID", Long.toString(file.get().pid())));
  }

  // The programs are unpacked in the very folder, so no other server has its program there.
  private static boolean runsOurPrograms(ProcessHandle process, Path folder) {
    return process
        .info()
        .command()
        .map(Path::of)
        .filter(path -> path.startsWith(folder))
        .isPresent();
  }
}
