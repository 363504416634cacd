package dev.avowry;

import dev.avowry.kernel.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where the database is: the setting {@code avowry.db.url}, as {@code postgresql://…} or {@code
 * jdbc:postgresql://…}. User and password have settings of their own, so that it can be logged.
 *
 * @param reactive in the form that the reactive client takes
 */
record DatabaseUrl(String reactive) {
  private static final String SETTING = "avowry.db.url";
  private static final String JDBC = "jdbc:";

  /** The configured one, if any. */
  static Optional<DatabaseUrl> configured(Config config) {
    return config.getOptionalValue(SETTING, String.class).map(DatabaseUrl::parse);
  }

  static DatabaseUrl parse(String text) {
    String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
    try {
      URI uri = new URI(plain);
      CannotStart.unless(
          "postgresql".equals(uri.getScheme()) && uri.getHost() != null && names(uri),
          "avowry.db.url (AVOWRY_DB_URL) must be postgresql://host:port/database");
      CannotStart.unless(
          uri.getRawUserInfo() == null,
          "avowry.db.url (AVOWRY_DB_URL) must not hold a user or a password: they belong into"
              + " AVOWRY_DB_USER and AVOWRY_DB_PASSWORD");
      return new DatabaseUrl(plain);
    } catch (URISyntaxException malformed) {
      // Neither the text nor the cause: there may be a password in it.
      throw new CannotStart("avowry.db.url (AVOWRY_DB_URL) is not a URL");
    }
  }

  private static boolean names(URI uri) {
    return uri.getPath() != null && uri.getPath().length() > 1;
  }

  String jdbc() {
    return JDBC + reactive;
  }

  /** Lets the rest of the configuration, which derives two URLs from this one, see this form. */
  void publish() {
    System.setProperty(SETTING, reactive);
  }
}
