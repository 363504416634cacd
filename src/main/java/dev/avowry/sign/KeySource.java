package dev.avowry.sign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a signed request says that its key is found: the types of {@code Signature-Agent} in
 * draft-ietf-webbotauth-httpsig-protocol-01.
 */
public enum KeySource {
  /** In the one directory of this host, among the keys of other agents. */
  DIRECTORY,
  /** In the agent's own set of keys, whose address tells the agents of a host apart. */
  JWKS_URI;

  /** The code on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads exactly what {@link #code} writes. */
  public static Optional<KeySource> named(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
