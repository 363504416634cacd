package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A running server with an empty or a kept database {@code avowry}: what was committed before is
 * there, also if the process that committed it was killed.
 *
 * <p>The user owns the database and is no superuser. Stop the server by {@link #close()} after the
 * last connection is closed.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final FolderLock lock;
  private final Postmaster postmaster;
  private final Password password;

  private EmbeddedPostgres(FolderLock lock, Postmaster postmaster, Password password) {
    this.lock = lock;
    this.postmaster = postmaster;
    this.password = password;
  }

  /**
   * Returns when the server accepts connections.
   *
   * @param folder belongs to the server alone; made if absent
   * @throws PostgresUnavailable if it cannot be started, or the thread was interrupted (its flag is
   *     set again); no server and no lock are left then
   */
  public static EmbeddedPostgres start(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(home);
      FolderLock lock = FolderLock.take(home);
      try {
        return startLocked(home.toRealPath(), lock);
      } catch (IOException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new PostgresUnavailable("cannot start PostgreSQL in " + home + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresUnavailable("interrupted while starting PostgreSQL in " + home, e);
    }
  }

  private static EmbeddedPostgres startLocked(Path folder, FolderLock lock)
      throws IOException, InterruptedException {
    RunAs runAs = RunAs.whoeverMayRunPostgres();
    runAs.requireEntryTo(folder);
    Scratch.sweep(folder);
    Binaries binaries = Binaries.unpackedIn(folder, Archive.forThisMachine());
    Programs programs = new Programs(folder, binaries, runAs, ServerLog.in(folder));
    Cluster cluster = new Cluster(folder, programs);
    cluster.requireMajor(programs.major());
    Leftover leftover = Leftover.stop(cluster, programs);
    binaries.deleteOthers(folder);
    Password password = cluster.makeOrOpen();
    return new EmbeddedPostgres(lock, Postmaster.start(cluster, programs, leftover), password);
  }

  /** The form that the reactive client takes; {@code jdbc:} before it makes the other. */
  public String url() {
    return "postgresql://127.0.0.1:" + postmaster.port() + "/" + Cluster.DATABASE;
  }

  public String user() {
    return Cluster.ROLE;
  }

  public String password() {
    return password.reveal();
  }

  /**
   * Ends open connections, waits until the server is gone, frees the folder. Calling it again does
   * nothing. An interrupt does not cut it short, because a server left behind would be worse than a
   * late answer; it takes about two minutes at most.
   */
  @Override
  public synchronized void close() {
    try {
      postmaster.stop();
    } finally {
      lock.close();
    }
  }
}
