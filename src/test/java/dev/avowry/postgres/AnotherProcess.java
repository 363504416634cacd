package dev.avowry.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A second Java process that starts a server, writes a row and then waits to be killed. */
record AnotherProcess(Process process, String firstLine) implements AutoCloseable {
  private static final Duration FIRST_LINE = Duration.ofSeconds(60);

  static AnotherProcess on(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AnotherProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String line =
          CompletableFuture.supplyAsync(() -> readLine(process))
              .get(FIRST_LINE.toSeconds(), TimeUnit.SECONDS);
      return new AnotherProcess(process, line);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  // The reader is left open: closing it would close the process's output.
  @SuppressWarnings("resource")
  private static String readLine(Process process) {
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Like {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Says {@code ready} or why not, in one line. */
  public static void main(String[] arguments) throws Exception {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
      new Database(server).execute("create table kept as select 'by the killed' as word");
      System.out.println("ready");
    } catch (PostgresUnavailable e) {
      System.out.println(e.getMessage());
    }
    Thread.sleep(Duration.ofMinutes(5));
  }
}
