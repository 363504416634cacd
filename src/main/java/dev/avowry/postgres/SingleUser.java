package dev.avowry.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is done to a cluster as superuser and without a server: nobody else can connect meanwhile.
 */
record SingleUser(Programs programs, Path cluster) {
  // A slow disk syncs a thousand small files in it.
  private static final Duration AT_MOST = Duration.ofMinutes(3);

  /** Makes the data. The scratch folder holds them. */
  void initdb(Scratch scratch) throws IOException, InterruptedException {
    Path passwordFile = scratch.path().resolve("superuser");
    // Nobody keeps the superuser's password, so nobody can log in as superuser.
    Password.random().write(passwordFile);
    programs.runAs().give(scratch.path());
    programs.runAs().give(passwordFile);
    programs.run(
        "initdb",
        AT_MOST,
        "",
        "--pgdata=" + cluster,
        "--username=postgres",
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        // Sorts by code point on every machine, whatever its C library; letters have cases.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions");
  }

  /** One statement a line, the first error ends it. */
  void execute(String... statements) throws IOException, InterruptedException {
    programs.run(
        "postgres",
        AT_MOST,
        String.join("\n", statements) + "\n",
        "--single",
        "-D",
        cluster.toString(),
        "-c",
        "exit_on_error=on",
        // A statement with a password in it must not show up in the log, not even a wrong one.
        "-c",
        "log_min_error_statement=panic",
        "postgres");
  }
}
