package dev.avowry.agent;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Which of a certificate's names tells whose it is, RFC 8705 §2.1.2. A common name never stands in
 * for an alternative name, and nothing has wildcards.
 */
public enum CertificateNameKind {
  /** Compared name by name, in order, by RFC 5280 §7.1: case and repeated spaces do not matter. */
  SUBJECT_DN(
      "tls_client_auth_subject_dn",
      -1,
      "a distinguished name, as in CN=orders,O=Example (RFC 4514)"),
  /** Case does not matter, RFC 5280 §7.2. */
  SAN_DNS("tls_client_auth_san_dns", 2, "a host name"),
  /** Compared character by character, as SPIFFE has its ids. */
  SAN_URI("tls_client_auth_san_uri", 6, "an absolute URI"),
  /** Compared as an address, however it is written. */
  SAN_IP("tls_client_auth_san_ip", 7, "an IPv4 or IPv6 address"),
  /** The case of the host does not matter, RFC 5280 §7.5. */
  SAN_EMAIL("tls_client_auth_san_email", 1, "an email address");

  private static final int LONGEST = 1_024;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern NUMERIC = Pattern.compile("[0-9A-Fa-f:.]+");

  private final String parameter;
  private final int tag;
  private final String form;

  /**
   * @param tag of {@code GeneralName}, RFC 5280 §4.2.1.6
   */
  CertificateNameKind(String parameter, int tag, String form) {
    this.parameter = parameter;
    this.tag = tag;
    this.form = form;
  }

  /** By its name on the wire. */
  public static Optional<CertificateNameKind> named(String parameter) {
    return Arrays.stream(values()).filter(kind -> kind.parameter.equals(parameter)).findFirst();
  }

  /** Its name on the wire, RFC 8705 §2.1.2. */
  public String parameter() {
    return parameter;
  }

  int tag() {
    return tag;
  }

  String form() {
    return form;
  }

  /** The one spelling of such a name; empty if the text is none. */
  Optional<String> spelled(String text) {
    return Optional.of(text)
        .filter(it -> it.length() <= LONGEST)
        .map(this::spelling)
        .filter(name -> !name.isEmpty());
  }

  private String spelling(String text) {
    return switch (this) {
      case SUBJECT_DN -> distinguishedName(text);
      case SAN_DNS -> hostName(text);
      case SAN_URI -> uri(text);
      case SAN_IP -> address(text);
      case SAN_EMAIL -> mailbox(text);
    };
  }

  /**
   * Whether they are one name. Not by their text: of two subjects that are written alike one may
   * have two parts where the other has one with a comma in it.
   */
  boolean isSame(String value, X500Principal subject) {
    return new X500Principal(value).equals(subject);
  }

  /** The same for all spellings that are one name. */
  String canonical(String value) {
    return this == SUBJECT_DN ? new X500Principal(value).getName(X500Principal.CANONICAL) : value;
  }

  private static String distinguishedName(String text) {
    try {
      return new X500Principal(text).getName(X500Principal.RFC2253);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String hostName(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return HOST.matcher(lower).matches() ? lower : "";
  }

  private static String uri(String text) {
    try {
      return VISIBLE.matcher(text).matches() && new URI(text).isAbsolute() ? text : "";
    } catch (URISyntaxException malformed) {
      return "";
    }
  }

  private static String address(String text) {
    try {
      return NUMERIC.matcher(text).matches() ? InetAddress.ofLiteral(text).getHostAddress() : "";
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String mailbox(String text) {
    int at = text.indexOf('@');
    if (at < 1 || !VISIBLE.matcher(text).matches()) {
      return "";
    }
    String host = hostName(text.substring(at + 1));
    return host.isEmpty() ? "" : text.substring(0, at + 1) + host;
  }
}
