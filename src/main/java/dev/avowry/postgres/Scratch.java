package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which something is made before it is moved, whole, to its place. Nothing in it is
 * ever in use, so whatever a broken attempt left may be deleted.
 */
record Scratch(Path path) implements AutoCloseable {
  private static final String PREFIX = "scratch-";

  static Scratch in(Path folder) throws IOException {
    return new Scratch(Files.createTempDirectory(folder, PREFIX));
  }

  /** Deletes what earlier attempts left. The caller holds the folder's lock. */
  static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path path : left) {
        sweepOne(path);
      }
    }
  }

  private static void sweepOne(Path left) throws IOException {
    try {
      delete(left);
    } catch (DirectoryNotEmptyException e) {
      // An initdb that outlived its parent is still at work there. The next start sweeps it up.
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          // An initdb that was told to end deletes the same files.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
