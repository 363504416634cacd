package dev.avowry.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service as a child process, in a folder of its own and with nothing in its
 * environment but what it is given. Closing it kills it and what it started.
 */
final class AvowryProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Pattern BOOTSTRAP = Pattern.compile("Bearer (avb_[A-Za-z0-9_-]+)");

  /** A token, an assertion or a proof; a document that anybody may fetch is not logged either. */
  private static final Pattern SIGNED =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{20,}");

  private static final Pattern CLIENT_SECRET = Pattern.compile("avow_cs_[A-Za-z0-9]{20,}");

  private final Process process;
  private final int port;
  private final Path output;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private AvowryProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** What a process is started with. */
  static final class Setup {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final int port = freePort();

    private Setup(Path folder) {
      this.folder = folder;
      with("AVOWRY_HTTP_PORT", Integer.toString(port));
      with("AVOWRY_HTTP_HOST", "127.0.0.1");
      with("AVOWRY_CRYPTO_PROVIDER", System.getProperty("avowry.crypto-provider", "auto"));
    }

    Setup with(String name, String value) {
      environment.put(name, value);
      return this;
    }

    Setup on(ExternalDatabase database) {
      return with("AVOWRY_DB_URL", database.url())
          .with("AVOWRY_DB_USER", database.user())
          .with("AVOWRY_DB_PASSWORD", database.password());
    }

    /** Its clients find it where its tokens say that they are from. */
    Setup asItsOwnIssuer() {
      return with("AVOWRY_ISSUER", issuer());
    }

    /** Where it will be. */
    String issuer() {
      return "http://127.0.0.1:" + port;
    }

    Setup argument(String argument) {
      arguments.add(argument);
      return this;
    }

    /** Returns at once. */
    AvowryProcess launch() throws IOException {
      Files.createDirectories(folder);
      Path output = folder.resolve("output-" + port + ".log");
      List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:+UseSerialGC"));
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", runner()));
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      String path = System.getenv("PATH");
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("PATH", path);
      return new AvowryProcess(builder.start(), port, output);
    }

    /** Returns when it is ready to serve. */
    AvowryProcess start() throws Exception {
      AvowryProcess started = launch();
      try {
        started.awaitReady();
        return started;
      } catch (Throwable failure) {
        started.close();
        throw failure;
      }
    }

    /** Waits for a process that is to end by itself. */
    Ended run() throws Exception {
      try (AvowryProcess started = launch()) {
        Within.within(START, "the process ends", () -> !started.process.isAlive());
        return new Ended(started.process.exitValue(), started.output());
      }
    }

    private static String java() {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String runner() {
      String jar = System.getProperty("avowry.runner", "target/quarkus-app/quarkus-run.jar");
      return Path.of(jar).toAbsolutePath().toString();
    }
  }

  /** How a process ended. */
  record Ended(int code, String output) {}

  /** A process that will run in the folder and keep its data there. */
  static Setup in(Path folder) {
    return new Setup(folder);
  }

  void awaitReady() throws Exception {
    Within.within(
        START,
        () -> "ready; output so far:\n" + output(),
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("ended while starting:\n" + output());
          }
          return output().contains("Avowry is up") && status("/q/health/ready") == 200;
        });
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status of a {@code GET}; 0 without an answer. */
  int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException unanswered) {
      return 0;
    }
  }

  /** Everything that it wrote so far. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The bootstrap token that it printed. */
  String bootstrapToken() {
    Matcher matcher = BOOTSTRAP.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("no bootstrap token was printed:\n" + output());
    }
    return matcher.group(1);
  }

  boolean printedBootstrapToken() {
    return BOOTSTRAP.matcher(output()).find();
  }

  List<ProcessHandle> children() {
    return process.toHandle().descendants().toList();
  }

  /** Asks it to stop, as an orchestrator does, and returns when it has. */
  int terminate() throws Exception {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("not stopped within " + STOP + ":\n" + output());
    }
    return process.exitValue();
  }

  /** Stops it in the middle of whatever it is doing; connections stay open. */
  void freeze() throws Exception {
    signal("STOP");
  }

  /** Lets it go on as if nothing had been. */
  void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " " + pid + " ended with " + code);
    }
  }

  /** Ends it without warning; its children are left alone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    http.close();
    requireNoSecretLogged();
  }

  /** What every test of processes looks for, whatever it is about. */
  private void requireNoSecretLogged() {
    String said = output();
    for (Pattern secret : List.of(SIGNED, CLIENT_SECRET)) {
      if (secret.matcher(said).find()) {
        throw new AssertionError("a credential is in " + output);
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
