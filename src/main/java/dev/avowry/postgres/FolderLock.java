package dev.avowry.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held by one holder at a time on this machine; the operating system frees it when the process
 * dies, however it dies.
 */
final class FolderLock implements AutoCloseable {
  // POSIX frees all locks of a process on a file when the process closes any channel to it. So a
  // second attempt within this process must fail before it opens one.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD_HERE.add(real)) {
      throw inUse(folder);
    }
    try {
      return lock(real);
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(real);
      throw e;
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      throw inUse(folder);
    }
    return new FolderLock(folder, channel);
  }

  /** The lock lives as long as the channel. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return true;
      }
      channel.close();
      return false;
    } catch (OverlappingFileLockException e) {
      // This class, loaded once more in this process, holds it: the channel stays open, see above.
      return false;
    }
  }

  private static PostgresUnavailable inUse(Path folder) {
    return new PostgresUnavailable(
        "the folder "
            + folder
            + " is in use by another Avowry process: stop that one, or set AVOWRY_DATA_DIR to"
            + " another folder");
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
