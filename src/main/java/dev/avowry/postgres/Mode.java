package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may read what, whatever the umask. On Windows it does nothing: there a file inherits the
 * access list of its folder.
 */
enum Mode {
  SECRET("rw-------"),
  DATA("rw-r--r--"),
  /** A folder of programs also: others may pass through it. */
  PROGRAM("rwxr-xr-x");

  private final String letters;

  Mode(String letters) {
    this.letters = letters;
  }

  void applyTo(Path path) throws IOException {
    if (isKnownTo(path)) {
      Files.setPosixFilePermissions(path, permissions());
    }
  }

  /** The file has the mode from the moment it exists. One that exists stays as it is. */
  void createFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    if (isKnownTo(file)) {
      FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(permissions());
      Files.createFile(file, attribute);
    } else {
      Files.createFile(file);
    }
  }

  private Set<PosixFilePermission> permissions() {
    return PosixFilePermissions.fromString(letters);
  }

  private static boolean isKnownTo(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
