package dev.avowry.rotation.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one way to a server: it ends when we say so, and after more than any answer has. The driver
 * by itself reads whatever it is sent, and waits for the server before it lets go of a connection.
 * TLS goes through from end to end.
 *
 * <p>Made and used on one event loop; closed from anywhere.
 */
final class Way {
  /** Certificates, what is said of the server, and two answers take some thousand. */
  private static final int MOST_BYTES = 256 * 1_024;

  private final NetClient client;
  private final NetSocket far;
  private final NetServer door;
  private final AtomicReference<NetSocket> near = new AtomicReference<>();
  private int heard;

  private Way(Vertx vertx, NetClient client, NetSocket far) {
    this.client = client;
    this.far = far;
    this.door =
        vertx.createNetServer(
            new NetServerOptions()
                .setHost(InetAddress.getLoopbackAddress().getHostAddress())
                .setPort(0));
  }

  /** Leads to that address, and fails when nobody takes a connection there. */
  static Uni<Way> to(Vertx vertx, InetAddress address, int port, Duration timeout) {
    NetClient client =
        vertx.createNetClient(
            new NetClientOptions()
                .setReconnectAttempts(0)
                .setConnectTimeout((int) timeout.toMillis()));
    SocketAddress server = SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
    return Uni.createFrom()
        .completionStage(() -> client.connect(server).toCompletionStage())
        .chain(far -> new Way(vertx, client, far).open())
        .onFailure()
        .invoke(() -> client.close());
  }

  private Uni<Way> open() {
    far.pause();
    far.closeHandler(over -> close());
    far.exceptionHandler(broken -> close());
    door.connectHandler(this::enter);
    return Uni.createFrom()
        .completionStage(() -> door.listen().toCompletionStage())
        .replaceWith(this)
        .onFailure()
        .invoke(this::close);
  }

  /** At which port of this machine it begins; for one connection. */
  int port() {
    return door.actualPort();
  }

  private void enter(NetSocket one) {
    if (!near.compareAndSet(null, one)) {
      one.close();
      return;
    }
    one.closeHandler(over -> close());
    one.exceptionHandler(broken -> close());
    one.handler(far::write);
    far.handler(bytes -> pass(bytes, one));
    far.resume();
  }

  private void pass(Buffer bytes, NetSocket to) {
    heard += bytes.length();
    if (heard > MOST_BYTES) {
      close();
    } else {
      to.write(bytes);
    }
  }

  /** Ends it, whatever the server has to say; idempotent. */
  void close() {
    NetSocket one = near.get();
    if (one != null) {
      one.close();
    }
    far.close();
    door.close();
    client.close();
  }
}
