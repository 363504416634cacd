package dev.avowry.web;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where others may have us connect to: over TLS, and to public addresses only. A name is looked up
 * for each connection, which then goes to the address that was looked at: a name that means
 * something else a moment later leads nowhere.
 */
@ApplicationScoped
public class EndpointRule {
  private static final int LONGEST = 1_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final String TLS = "https";

  private final boolean loopback;

  /** As it is configured. */
  @Inject
  public EndpointRule(OutboundConfig config) {
    this(config.allowLoopback());
  }

  EndpointRule(boolean loopback) {
    this.loopback = loopback;
  }

  /**
   * The address as a URI; refused when its form is wrong, whatever the name would mean.
   *
   * @param member what it was given as, for the refusal
   */
  public URI check(String member, String endpoint) {
    URI uri = parsed(member, endpoint);
    if (uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getPort() == 0
        || uri.getPort() > HIGHEST_PORT) {
      throw invalid(member + " must have a host, and neither a user nor a fragment");
    }
    if (!isSecure(uri) && !isThisMachineOnTrial(uri)) {
      throw invalid(member + " must begin with https://");
    }
    if (isLiteral(uri.getHost()) && choose(uri).isEmpty()) {
      throw invalid(member + " must lead to a public address");
    }
    return uri;
  }

  /** Whether TLS is spoken. */
  public static boolean isSecure(URI endpoint) {
    return TLS.equals(endpoint.getScheme());
  }

  /**
   * An address to connect to; empty when the name is not known, or leads anywhere that is not
   * public. Waits for the name service: for a worker.
   */
  public Optional<InetAddress> choose(URI endpoint) {
    return choose(endpoint.getHost(), isSecure(endpoint), List.of());
  }

  /**
   * The same for servers that speak no HTTP.
   *
   * @param secure whether TLS will be spoken
   * @param opened addresses that are not public, and where an operator lets connections go over TLS
   */
  public Optional<InetAddress> choose(String host, boolean secure, List<AddressBlock> opened) {
    try {
      List<InetAddress> all = List.of(InetAddress.getAllByName(host));
      return all.stream().allMatch(address -> allows(secure, address, opened))
          ? Optional.of(all.getFirst())
          : Optional.empty();
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    }
  }

  /** Without TLS to this machine only, whatever is allowed. */
  private boolean allows(boolean secure, InetAddress address, List<AddressBlock> opened) {
    return (loopback && address.isLoopbackAddress())
        || (secure
            && (PublicAddress.isPublic(address)
                || opened.stream().anyMatch(block -> block.has(address))));
  }

  private boolean isThisMachineOnTrial(URI uri) {
    boolean here = isLiteral(uri.getHost()) || "localhost".equals(uri.getHost());
    return loopback && "http".equals(uri.getScheme()) && here;
  }

  /** Digits, dots and colons: nothing that a name service would be asked for. */
  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.toLowerCase(Locale.ROOT).matches("[0-9.]+|0x[0-9a-f.x]+");
  }

  private static URI parsed(String member, String endpoint) {
    try {
      if (endpoint.length() <= LONGEST) {
        return new URI(endpoint);
      }
    } catch (URISyntaxException malformed) {
      // Refused below, like what is too long.
    }
    throw invalid(member + " must be a URL of at most " + LONGEST + " characters");
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
