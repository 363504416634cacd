package dev.avowry.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The data on disk: there is none, or a whole one with role and database in it.
 *
 * <p>A new one is made in a scratch folder and moved to its place as the last step. So an
 * interrupted attempt is recognised by the missing folder, and is simply made again.
 */
record Cluster(Path folder, Programs programs) {
  static final String DATABASE = "avowry";
  static final String ROLE = "avowry";

  Path path() {
    return folder.resolve("cluster");
  }

  private Path passwordFile() {
    return folder.resolve("avowry.password");
  }

  /** Refuses data that these programs cannot read. */
  void requireMajor(String major) throws IOException {
    if (isAbsent()) {
      return;
    }
    Path version = path().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      throw new PostgresUnavailable(
          path() + " holds something that is not a PostgreSQL database: move it away");
    }
    String found = Files.readString(version).strip();
    if (!found.equals(major)) {
      throw new PostgresUnavailable(
          path()
              + " was made by PostgreSQL "
              + found
              + " and this is PostgreSQL "
              + major
              + ", which cannot read it: go back to the Avowry that made it, or set"
              + " AVOWRY_DATA_DIR to another folder");
    }
  }

  private boolean isAbsent() throws IOException {
    if (!Files.exists(path())) {
      return true;
    }
    try (DirectoryStream<Path> content = Files.newDirectoryStream(path())) {
      return !content.iterator().hasNext();
    }
  }

  /** Returns the password of the role. The data are whole and on disk, no server runs on them. */
  Password makeOrOpen() throws IOException, InterruptedException {
    if (isAbsent()) {
      make();
    } else if (!Files.exists(passwordFile())) {
      replaceLostPassword();
    }
    return Password.read(passwordFile());
  }

  private void make() throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.in(folder)) {
      Path made = scratch.path().resolve("cluster");
      SingleUser superuser = new SingleUser(programs, made);
      superuser.initdb(scratch);
      Password password = Password.random();
      superuser.execute(
          "create role " + ROLE + " login password '" + password.reveal() + "'",
          "create database " + DATABASE + " owner " + ROLE);
      keep(password);
      Files.deleteIfExists(path());
      Files.move(made, path(), StandardCopyOption.ATOMIC_MOVE);
      syncFolder();
    }
  }

  private void replaceLostPassword() throws IOException, InterruptedException {
    Password password = Password.random();
    new SingleUser(programs, path())
        .execute("alter role " + ROLE + " password '" + password.reveal() + "'");
    keep(password);
    syncFolder();
  }

  // In a scratch folder of its own: the cluster's belongs to the server's user, who could put a
  // link
  // in the way of what we, as root, write there.
  private void keep(Password password) throws IOException {
    try (Scratch scratch = Scratch.in(folder)) {
      Path written = scratch.path().resolve("password");
      password.write(written);
      Files.move(
          written,
          passwordFile(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A move is on disk when the folder is. Windows has no such call and needs none. */
  private void syncFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
