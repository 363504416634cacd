package dev.avowry.verifier;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/** Where keys and lists may be fetched from: where nobody on the way can replace them. */
final class Origin {
  private Origin() {}

  /**
   * The URI, if it is https or http on this machine.
   *
   * @param plainHttp http to other machines will do too
   * @throws IllegalArgumentException it is something else
   */
  static URI trustworthy(URI uri, boolean plainHttp) {
    String host = uri.getHost();
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (host != null
        && (scheme.equals("https")
            || (scheme.equals("http") && (plainHttp || isThisMachine(host))))) {
      return uri;
    }
    throw new IllegalArgumentException(uri + " must be https, or http on this machine");
  }

  private static boolean isThisMachine(String host) {
    try {
      // Other names than localhost are resolved anew at each request and may lead elsewhere.
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
