package dev.avowry.rotation.store;

import dev.avowry.rotation.Place;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/**
 * Connects to an address and to no other, and checks the certificate against the name that it was
 * found by: the name is not looked up a second time.
 */
final class PinnedOptions extends PgConnectOptions {
  /** An answer has some hundred bytes; a server that sends without end gets rid of it slowly. */
  private static final int WINDOW = 8 * 1_024;

  private final SocketAddress pinned;

  private PinnedOptions(SocketAddress pinned) {
    this.pinned = pinned;
  }

  static PgConnectOptions of(Place place, InetAddress address, String password, Duration timeout) {
    PgConnectOptions options = new PinnedOptions(socket(place, address));
    options
        .setHost(place.host())
        .setPort(place.port())
        .setDatabase(place.database())
        .setUser(place.role())
        .setPassword(password)
        .setReconnectAttempts(0);
    options.setReceiveBufferSize(WINDOW);
    options.setConnectTimeout((int) timeout.toMillis());
    // A server holds a connection no longer than that after it was last told something.
    options
        .setWriteIdleTimeout((int) timeout.toMillis() * 2)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return place.secure() ? secured(options, place) : options.setSslMode(SslMode.DISABLE);
  }

  private static PgConnectOptions secured(PgConnectOptions options, Place place) {
    options.setSslMode(SslMode.VERIFY_FULL).setHostnameVerificationAlgorithm("HTTPS");
    return options.setTrustOptions(
        place
            .authority()
            .<TrustOptions>map(pem -> new PemTrustOptions().addCertValue(Buffer.buffer(pem)))
            .orElseGet(PinnedOptions::ofThisMachine));
  }

  private static TrustOptions ofThisMachine() {
    try {
      TrustManagerFactory usual =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init((KeyStore) null);
      return TrustOptions.wrap(usual.getTrustManagers()[0]);
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("the certificates of this machine", unreadable);
    }
  }

  private static SocketAddress socket(Place place, InetAddress address) {
    try {
      return SocketAddress.inetSocketAddress(
          new InetSocketAddress(
              InetAddress.getByAddress(place.host(), address.getAddress()), place.port()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }

  @Override
  public SocketAddress getSocketAddress() {
    return pinned;
  }
}
