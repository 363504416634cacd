package dev.avowry.bench.gate;

import dev.avowry.bench.machine.ProcessTree;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Gates in a process apart from servers and generator; it ends with this one at the latest. */
public final class GateProcess implements Watchers {
  private static final String HEAP = "-Xmx512m";

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter tokens;

  private GateProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.US_ASCII);
    this.tokens = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /**
   * Starts it.
   *
   * @param errors the file that what it complains about is written to
   */
  public static GateProcess start(Way way, String issuer, int count, Path errors)
      throws IOException {
    return new GateProcess(
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Gates.class.getName(),
                    way.code(),
                    issuer,
                    Integer.toString(count)))
            .redirectError(errors.toFile())
            .start());
  }

  @Override
  public void arm(String token) throws IOException {
    tokens.write(token);
    tokens.newLine();
    tokens.flush();
    var _ = expect(Gates.ARMED);
  }

  @Override
  public long[] refusals() throws IOException {
    return Gates.times(expect(Gates.REFUSED));
  }

  /** Its processor time. */
  public ProcessTree processes() {
    return new ProcessTree(process.pid());
  }

  private String expect(String word) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(word)) {
      throw new IOException("the gates said " + line + " and not " + word);
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
