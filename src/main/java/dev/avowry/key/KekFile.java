package dev.avowry.key;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.SecretBytes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the key-encryption key is kept: in the file {@code avowry.kek-file}, 32 bytes in base64;
 * or, only beside the embedded database, in a file of its own that is made when it is first needed.
 *
 * <p>Besides it there may be others that open, {@code avowry.other-kek-files}: what they sealed is
 * sealed anew with the one that seals, see {@link Resealing}.
 *
 * <p>With a database elsewhere a key made here would be lost with this machine, and another replica
 * would make another one; so there it has to be given.
 */
@Singleton
final class KekFile {
  private final Optional<String> given;
  private final List<String> others;
  private final Path dataDir;
  private final boolean embedded;

  @Inject
  KekFile(
      @ConfigProperty(name = "avowry.kek-file") Optional<String> given,
      @ConfigProperty(name = "avowry.other-kek-files") Optional<List<String>> others,
      @ConfigProperty(name = "avowry.data-dir", defaultValue = "./data") String dataDir,
      @ConfigProperty(name = "avowry.db.embedded", defaultValue = "false") boolean embedded) {
    this.given = given;
    this.others = others.orElse(List.of());
    this.dataDir = Path.of(dataDir);
    this.embedded = embedded;
  }

  /**
   * The key, made if this is the first start; what stands in the way stops the start with one
   * sentence.
   */
  Kek readOrMake(SecureRandom random) {
    if (given.isPresent()) {
      return read(Path.of(given.get()));
    }
    if (!embedded) {
      throw new CannotStart(
          "no key-encryption key: set avowry.kek-file (AVOWRY_KEK_FILE) to a file with 32 random"
              + " bytes in base64, the same for every replica");
    }
    Path own = dataDir.resolve("kek");
    if (Files.notExists(own)) {
      write(own, random);
    }
    return read(own);
  }

  /** The keys that open and never seal: those from before, and the next one. */
  List<Kek> others() {
    return others.stream().map(Path::of).map(KekFile::read).toList();
  }

  private static Kek read(Path file) {
    try {
      return Kek.parse(Files.readString(file, StandardCharsets.US_ASCII), file.toString())
          .orElseThrow(
              () ->
                  new CannotStart(
                      "the key-encryption key in %s must be 32 bytes in base64".formatted(file)));
    } catch (IOException unreadable) {
      throw new CannotStart(
          "the key-encryption key in %s cannot be read".formatted(file), unreadable);
    }
  }

  /** Written aside and moved, so that a crash leaves a whole key or none. */
  private static void write(Path file, SecureRandom random) {
    byte[] secret = SecretBytes.random(random, Kek.BYTES).exposeSecret();
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(aside);
      try (FileChannel channel =
          FileChannel.open(
              aside,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly())) {
        channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(secret)));
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new CannotStart("the key-encryption key cannot be written to " + file, unwritable);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
