package dev.avowry.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the database that counts the trips: how often a client speaks after the server spoke.
 */
public final class CountingRelay implements AutoCloseable {
  private final AtomicInteger trips = new AtomicInteger();
  private final AtomicBoolean serverSpoke = new AtomicBoolean(true);
  private final NetServer server;

  private CountingRelay(Vertx vertx, String host, int port) {
    NetClient out = vertx.createNetClient();
    this.server =
        vertx
            .createNetServer()
            .connectHandler(
                client -> {
                  client.pause();
                  out.connect(port, host).onSuccess(database -> join(client, database));
                });
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  /** One to that address. */
  public static CountingRelay to(Vertx vertx, String host, int port) {
    return new CountingRelay(vertx, host, port);
  }

  /** Where it listens, on this machine. */
  public int port() {
    return server.actualPort();
  }

  /** Counts from nothing again. */
  public void reset() {
    trips.set(0);
  }

  /** How many there were since. */
  public int trips() {
    return trips.get();
  }

  private void join(NetSocket client, NetSocket database) {
    client.handler(
        bytes -> {
          if (serverSpoke.getAndSet(false)) {
            trips.incrementAndGet();
          }
          database.write(bytes);
        });
    database.handler(
        bytes -> {
          serverSpoke.set(true);
          client.write(bytes);
        });
    client.closeHandler(gone -> database.close());
    client.resume();
  }

  @Override
  public void close() {
    server.close();
  }
}
