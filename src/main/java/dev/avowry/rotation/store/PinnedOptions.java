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
import javax.net.ssl.TrustManagerFactory;

/**
 * Takes one way and no other, and checks the certificate against the name of the server: the name
 * is not looked up a second time.
 */
final class PinnedOptions extends PgConnectOptions {
  private final SocketAddress pinned;

  private PinnedOptions(SocketAddress pinned) {
    this.pinned = pinned;
  }

  static PgConnectOptions of(Place place, Way way, String password) {
    PgConnectOptions options =
        new PinnedOptions(beginning(place, way))
            .setHost(place.host())
            .setPort(place.port())
            .setDatabase(place.database())
            .setUser(place.role())
            .setPassword(password);
    options.setReconnectAttempts(0);
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

  /** Where the way begins, by the name that the certificate is to have. */
  private static SocketAddress beginning(Place place, Way way) {
    byte[] here = InetAddress.getLoopbackAddress().getAddress();
    try {
      return SocketAddress.inetSocketAddress(
          new InetSocketAddress(InetAddress.getByAddress(place.host(), here), way.port()));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }

  @Override
  public SocketAddress getSocketAddress() {
    return pinned;
  }
}
