package dev.avowry.mcp.http;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import dev.avowry.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Names of sessions that every replica can hold against who shows them: the process that has it,
 * the connection there, and a seal over both and the caller by a secret of this issuer's. Shown by
 * anybody else an id is none.
 *
 * <p>Made when it is first asked: routes are made before settings are held to be right, and a start
 * that cannot be is to end with what is wrong with them.
 */
@ApplicationScoped
class SessionIds {
  private static final String HMAC = "HmacSHA256";
  private static final int SEAL_BYTES = 16;
  private static final int PROCESS_BYTES = 9;

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{12})\\.([A-Za-z0-9_=-]{16,100})\\.([A-Za-z0-9_-]{22})");

  private final SecretBytes secret;
  private final String process;

  @Inject
  SessionIds(
      Sealer sealer, SecureRandom random, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.secret = sealer.derive("mcp sessions of " + issuer);
    this.process = text(SecretBytes.random(random, PROCESS_BYTES).exposeSecret());
  }

  /**
   * A session as its id names it.
   *
   * @param here whether this very process opened it
   */
  record Named(boolean here, String connection) {}

  /** The id by which a caller comes back to a connection of this process. */
  String of(String connection, Caller by) {
    return process + '.' + connection + '.' + seal(process, connection, by);
  }

  /** What an id names; empty when it is not one that we gave to this caller. */
  Optional<Named> read(String id, Caller by) {
    Matcher form = FORM.matcher(id);
    if (!form.matches()) {
      return Optional.empty();
    }
    byte[] expected = seal(form.group(1), form.group(2), by).getBytes(StandardCharsets.US_ASCII);
    boolean ours =
        MessageDigest.isEqual(expected, form.group(3).getBytes(StandardCharsets.US_ASCII));
    return ours
        ? Optional.of(new Named(form.group(1).equals(process), form.group(2)))
        : Optional.empty();
  }

  /** None of the parts can have a space in it, so that no two callers are sealed alike. */
  private String seal(String maker, String connection, Caller by) {
    String sealed =
        "%s %s %s %s %s".formatted(maker, connection, by.subject(), by.actor(), by.node());
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.exposeSecret(), HMAC));
      byte[] digest = mac.doFinal(sealed.getBytes(StandardCharsets.US_ASCII));
      return text(Arrays.copyOf(digest, SEAL_BYTES));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", impossible);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
