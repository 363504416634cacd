package dev.avowry.rotation;

import dev.avowry.vault.SecretFields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A role at a server of PostgreSQL, as the fields of its secret say.
 *
 * @param secure whether TLS is spoken, and the certificate checked against the host; without it
 *     only to this machine, and there for trying out
 * @param authority certificates in PEM that the server's is checked by; empty for those of the
 *     machine
 */
public record Place(
    String host,
    int port,
    String database,
    String role,
    boolean secure,
    Optional<String> authority) {
  private static final int USUAL_PORT = 5_432;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

  /** PostgreSQL cuts off what is longer. */
  private static final int LONGEST_NAME = 63;

  /** A place, or what is missing of it, in words without any value. */
  sealed interface Reading {
    /** Where it is. */
    record Found(Place place) implements Reading {}

    /** Why it is nowhere. */
    record Unfit(String why) implements Reading {}
  }

  /** Where the secret is used. */
  static Reading of(SecretFields fields) {
    Map<String, String> values = fields.exposeSecret();
    String role = values.getOrDefault("username", "");
    String port = values.getOrDefault("port", Integer.toString(USUAL_PORT));
    String tls = values.getOrDefault("tls", "verify");
    if (!HOST.matcher(values.getOrDefault("host", "")).matches()) {
      return new Reading.Unfit("the secret has no field host with the name of a server");
    }
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > HIGHEST_PORT) {
      return new Reading.Unfit("the field port is not one");
    }
    if (!tls.equals("verify") && !tls.equals("none")) {
      return new Reading.Unfit("the field tls is verify or none");
    }
    if (!isName(role) || !isName(values.getOrDefault("database", role))) {
      return new Reading.Unfit("the fields username and database are names of up to 63 bytes");
    }
    return new Reading.Found(
        new Place(
            values.getOrDefault("host", ""),
            Integer.parseInt(port),
            values.getOrDefault("database", role),
            role,
            tls.equals("verify"),
            Optional.ofNullable(values.get("ca"))));
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.indexOf(0) < 0
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  /** Nothing of it: fields are secret as a whole. */
  @Override
  public String toString() {
    return "Place[…]";
  }
}
