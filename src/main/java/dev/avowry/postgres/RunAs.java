package dev.avowry.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root, for good reason. When we are root it runs as an account that
 * owns nothing else; otherwise as we do.
 */
record RunAs(List<String> prefix) {
  // "nobody" nearly everywhere; initdb wants an account that has a name.
  private static final int NOBODY = 65534;

  RunAs {
    prefix = List.copyOf(prefix);
  }

  static RunAs whoeverMayRunPostgres() {
    if (!weAreRoot()) {
      return new RunAs(List.of());
    }
    Path setpriv =
        onPath("setpriv")
            .orElseThrow(
                () ->
                    new PostgresUnavailable(
                        "PostgreSQL does not run as root and there is no setpriv (util-linux) to"
                            + " step down: run Avowry as an ordinary user, or set AVOWRY_DB_URL"));
    return new RunAs(
        List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
  }

  private static boolean weAreRoot() {
    return File.separatorChar == '/' && new UnixSystem().getUid() == 0;
  }

  /** Where a program lies, if it is installed. */
  static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(program);
    command.addAll(arguments);
    return command;
  }

  /** Makes the account the owner of a file or an empty folder. */
  void give(Path path) throws IOException {
    if (stepsDown()) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
  }

  /** Refuses a folder that the account cannot pass through, and names the one that stops it. */
  void requireEntryTo(Path folder) throws IOException, InterruptedException {
    if (!stepsDown() || mayEnter(folder)) {
      return;
    }
    Path closed = folder;
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      closed = mayEnter(above) ? closed : above;
    }
    throw new PostgresUnavailable(
        "PostgreSQL does not run as root, and the user it runs as instead (uid "
            + NOBODY
            + ") cannot enter "
            + closed
            + ": put AVOWRY_DATA_DIR elsewhere, run Avowry as an ordinary user, or chmod o+x "
            + closed);
  }

  private boolean mayEnter(Path folder) throws IOException, InterruptedException {
    Process test =
        new ProcessBuilder(command("test", List.of("-x", folder.toString())))
            .directory(new File("/"))
            .start();
    // 1 is test's no. Any other failure shows itself, with its text, at the first real program.
    return test.waitFor(10, TimeUnit.SECONDS) && test.exitValue() != 1;
  }

  private boolean stepsDown() {
    return !prefix.isEmpty();
  }
}
