package dev.avowry.federation;

import dev.avowry.kernel.Refused;
import dev.avowry.web.EndpointRule;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code client_id} that is the address of a document about the client
 * (draft-ietf-oauth-client-id-metadata-document §3). It has one spelling: in lower case up to its
 * path, without a port that goes without saying, a user, a query, a fragment, an escape or a dot
 * segment. So it is compared character by character, and is never a node's id, which has no colon.
 *
 * @param address what is fetched
 * @param origin scheme and authority: what a policy names
 */
public record ClientIdUrl(URI address, String origin) {
  private static final int LONGEST = 255;

  private static final String ORIGIN =
      "(?<origin>(?<scheme>https?)://(?!0[0-9][0-9.]*(?:[:/]|$))(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+\\])"
          + "(?::(?<port>[1-9][0-9]{0,4}))?)";

  private static final Pattern FORM =
      Pattern.compile(ORIGIN + "(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~!$&'()+,=:@-]+)+/?");

  /** Reads an address; empty for everything that is none, or that nobody may be sent to. */
  static Optional<ClientIdUrl> parse(String text, EndpointRule rule) {
    var form = FORM.matcher(text);
    if (text.length() > LONGEST
        || !form.matches()
        || saysItsPort(form.group("scheme"), form.group("port"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ClientIdUrl(rule.check("client_id", text), form.group("origin")));
    } catch (Refused notForUs) {
      return Optional.empty();
    }
  }

  /** Whether a policy may name it: scheme and authority of such addresses, and nothing more. */
  static boolean isOrigin(String text, EndpointRule rule) {
    return parse(text + "/client", rule).filter(it -> it.origin().equals(text)).isPresent();
  }

  private static boolean saysItsPort(String scheme, String port) {
    return "https".equals(scheme) ? "443".equals(port) : "80".equals(port);
  }

  /** The {@code client_id}. */
  @Override
  public String toString() {
    return address.toString();
  }
}
