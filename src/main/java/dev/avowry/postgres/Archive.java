package dev.avowry.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs as they lie on the class path: one {@code .txz} for each platform. */
record Archive(URL location) {
  // Tells a handful of versions apart; nobody gains anything by a collision.
  private static final int FINGERPRINT_BYTES = 8;

  /** Refuses a platform for which no archive was packed. */
  static Archive forThisMachine() {
    return packedFor(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Archive packedFor(String os, String arch) {
    URL location = Archive.class.getClassLoader().getResource(name(os, arch));
    if (location == null) {
      throw new PostgresUnavailable(
          "no PostgreSQL is packed for "
              + os
              + " on "
              + arch
              + ": set AVOWRY_DB_URL to a PostgreSQL of your own");
    }
    return new Archive(location);
  }

  static String name(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os;
    String processor =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> osArch;
        };
    return "postgres-" + system + "-" + processor + ".txz";
  }

  /** Names the content: another version has another fingerprint. */
  String fingerprint() throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = location.openStream();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void unpackInto(Path folder) throws IOException, InterruptedException {
    try (InputStream in = new BufferedInputStream(location.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        unpack(entry, tar, inside(folder, entry.getName()));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      Mode.PROGRAM.applyTo(path);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      boolean program = (entry.getMode() & 0100) != 0;
      (program ? Mode.PROGRAM : Mode.DATA).applyTo(path);
    }
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("the archive names a file outside of its folder: " + name);
    }
    return path;
  }
}
