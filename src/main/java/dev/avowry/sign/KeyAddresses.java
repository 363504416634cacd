package dev.avowry.sign;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where others find the keys of agents. */
@Singleton
public final class KeyAddresses {
  private final String issuer;

  @Inject
  KeyAddresses(@ConfigProperty(name = "avowry.issuer") String issuer) {
    this.issuer = issuer;
  }

  /** The keys of one agent, as a JWK Set. */
  public String ofAgent(NodeId agent) {
    return issuer + "/v1/agents/" + agent + "/signing-keys/jwks";
  }

  /** The host of the directory, as RFC 9421 §2.2.3 has it. */
  String authority() {
    return RequestTarget.of(issuer).authority();
  }

  /**
   * The value of {@code Signature-Agent}, draft-ietf-webbotauth-httpsig-protocol-01; refused where
   * the service has no address that others fetch keys from.
   */
  String field(String label, KeySource source, NodeId agent) {
    if (!issuer.startsWith("https://")) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "web-bot-auth needs an issuer whose address begins with https");
    }
    Member.Item item =
        switch (source) {
          case DIRECTORY -> Member.Item.text(issuer);
          case JWKS_URI ->
              new Member.Item(
                  new Bare.Text(ofAgent(agent)), Map.of("type", new Bare.Symbol("jwks_uri")));
        };
    return label + '=' + item.write();
  }
}
