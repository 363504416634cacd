package dev.avowry.provisioning;

import dev.avowry.agent.Text;
import java.net.URI;

/**
 * Whose security event tokens a system sends, RFC 8417.
 *
 * @param issuer who signs them: their {@code iss}
 * @param jwksUri where the keys are
 * @param audience for whom they are: their {@code aud}
 */
public record Signals(String issuer, URI jwksUri, String audience) {
  public Signals {
    Text.uri("signals.issuer", issuer);
    Text.line("signals.audience", audience);
  }
}
