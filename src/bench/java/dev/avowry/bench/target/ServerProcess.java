package dev.avowry.bench.target;

import dev.avowry.bench.machine.ProcessTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server as a child process. Closing it ends it and all that it started; so does the end of this
 * process.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Process process;
  private final Path output;
  private final InetSocketAddress address;
  private final Duration startUp;

  private ServerProcess(Process process, Path output, InetSocketAddress address, Duration startUp) {
    this.process = process;
    this.output = output;
    this.address = address;
    this.startUp = startUp;
  }

  /** How a server is started. */
  record Setup(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      InetSocketAddress address,
      String readyAt) {}

  /** Returns with the first answer of status 200, and knows how long that took. */
  static ServerProcess start(Setup setup) throws IOException, InterruptedException {
    Files.createDirectories(setup.folder());
    Path output = setup.folder().resolve("output.log");
    ProcessBuilder builder =
        new ProcessBuilder(setup.command())
            .directory(setup.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Nothing from outside: a JAVA_OPTS or KC_… in the shell must not decide a comparison.
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(setup.environment());
    long begun = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    awaitAnswer(setup, process, output);
    Duration startUp = Duration.ofNanos(System.nanoTime() - begun);
    return new ServerProcess(process, output, setup.address(), startUp);
  }

  private static void awaitAnswer(Setup setup, Process process, Path output)
      throws IOException, InterruptedException {
    URI ready = uri(setup.address(), setup.readyAt());
    long deadline = System.nanoTime() + START.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (status(http, ready) != 200) {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
          throw new IOException("it did not start:\n" + Files.readString(output));
        }
        Thread.sleep(LOOK_EVERY);
      }
    }
  }

  private static int status(HttpClient http, URI uri) throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** From the start of the process to its first answer of status 200. */
  public Duration startUp() {
    return startUp;
  }

  /** The process and what it started. */
  public ProcessTree processes() {
    return new ProcessTree(process.pid());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  URI uri(String path) {
    return uri(address, path);
  }

  static URI uri(InetSocketAddress address, String path) {
    return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
  }

  /** An address on this machine that nobody listens at. */
  static InetSocketAddress freeAddress() throws IOException {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket socket = new ServerSocket(0, 1, here)) {
      return new InetSocketAddress(here, socket.getLocalPort());
    }
  }

  /** What it wrote, to look at when something failed. */
  public Path output() {
    return output;
  }

  @Override
  public void close() {
    end(process);
  }

  private static void end(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
