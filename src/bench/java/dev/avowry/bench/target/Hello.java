package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A bare Vert.x server that says hello: no server on this stack answers with less. */
public record Hello(ServerProcess server) implements Target, AutoCloseable {

  /** The server itself. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Vertx vertx = Vertx.vertx();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      vertx.createHttpServer().requestHandler(it -> it.response().end("hello")).listen(port);
    }
  }

  /** Starts it with the class path of this process. */
  public static Hello start(Path folder) throws IOException, InterruptedException {
    InetSocketAddress address = ServerProcess.freeAddress();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Hello.class.getName(),
            Integer.toString(address.getPort()));
    return new Hello(
        ServerProcess.start(new ServerProcess.Setup(command, Map.of(), folder, address, "/")));
  }

  @Override
  public String name() {
    return "bare Vert.x";
  }

  @Override
  public Set<Scenario> scenarios() {
    return Set.of(Scenario.HELLO);
  }

  @Override
  public Workload workload(Scenario scenario) {
    return new Wire(server.address()).get("/", "*/*", "hello");
  }

  @Override
  public StartUp startUp() {
    return new StartUp(server.startUp(), server.startUp());
  }

  @Override
  public Optional<Database> database() {
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
