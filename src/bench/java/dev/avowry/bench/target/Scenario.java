package dev.avowry.bench.target;

import java.util.Locale;

/** What is asked of the targets that have it. */
public enum Scenario {
  /** A server that answers every request with one word: what HTTP alone costs here. */
  HELLO("GET of one word"),

  /** RFC 6749 §4.4 with a client secret: at Avowry a legacy that an administrator allows. */
  SECRET("client_credentials, client_secret_post"),

  /** RFC 6749 §4.4 with RFC 7523 §2.2: ES256 in, ES256 out. */
  PRIVATE_KEY_JWT("client_credentials, private_key_jwt"),

  /** The same with a proof of possession, RFC 9449 §5: one more ES256 in. */
  DPOP("client_credentials, private_key_jwt, the token bound by DPoP"),

  /** RFC 7523 §2.2 by a token of a cluster, which its workload may show again. */
  FEDERATED("client_credentials, a Kubernetes service account token"),

  /** RFC 8705 §2.2 by way of a proxy: what TLS itself costs is not in it. */
  CERTIFICATE("client_credentials, self_signed_tls_client_auth by RFC 9440"),

  /** RFC 8693, the third exchange in a row, the client authenticated by private_key_jwt. */
  EXCHANGE("third token exchange in a row, private_key_jwt"),

  /** RFC 7662 by a resource server that authenticates by private_key_jwt. */
  INTROSPECT("introspection of a live token, private_key_jwt"),

  /** What an agent asks about itself, by a token of its own. */
  WHOAMI("GET of who one is, by a live token"),

  /** RFC 4226: read from the vault, recorded, counted. */
  TOTP("one-time code of a counter, by a token"),

  /** A secret in plaintext: opened, recorded, counted. */
  VAULT("reading of a secret of the vault, by a token"),

  /** RFC 7517 §5. */
  JWKS("GET of the keys"),

  /** Avowry's revocation list. */
  LIST("GET of the revocation list, 100 entries");

  private final String what;

  Scenario(String what) {
    this.what = what;
  }

  /** As it is named on the command line and in the report. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In words. */
  public String what() {
    return what;
  }
}
