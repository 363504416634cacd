package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that is to be signed, RFC 9421.
 *
 * @param message the request
 * @param coverage which of its components
 * @param label by which the signature is told from others, RFC 9421 §4.1
 * @param life how long it is good for; as usual when empty
 * @param tag what it is for
 * @param nonce what whoever asked for the signature has given
 * @param keySource where the key is found, for requests with the tag of Web Bot Auth
 * @param algorithm by which
 */
public record HttpWish(
    HttpMessage message,
    Coverage coverage,
    String label,
    Optional<Duration> life,
    Optional<String> tag,
    Optional<String> nonce,
    KeySource keySource,
    Algorithm algorithm) {
  /** What requests of automated clients are tagged with. */
  public static final String WEB_BOT_AUTH = "web-bot-auth";

  /** What says where the key is found. */
  static final String AGENT_FIELD = "signature-agent";

  /** Signatures of ours over the directory: an agent gets none. */
  private static final Set<String> RESERVED = Set.of(KeyDirectory.TAG);

  private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e]{1,256}");
  private static final int LONGEST_LABEL = 64;

  public HttpWish {
    require(
        label.length() <= LONGEST_LABEL && FieldReader.isKey(label),
        "http.label must be up to 64 of a-z, 0-9, _ - . *, a letter or a star first");
    require(
        tag.map(it -> TEXT.matcher(it).matches() && !RESERVED.contains(it)).orElse(true),
        "http.tag must be up to 256 visible characters, and not one of our own");
    require(
        nonce.map(it -> TEXT.matcher(it).matches()).orElse(true),
        "http.nonce must be up to 256 visible characters");
    if (tag.equals(Optional.of(WEB_BOT_AUTH))) {
      require(
          message.field(AGENT_FIELD).isEmpty(),
          "http.headers must not have signature-agent: it is made here");
      require(
          coverage.binds("@authority") || coverage.binds("@target-uri"),
          "http.components must have @authority or @target-uri for web-bot-auth");
    }
  }

  /** Whether it points to where the key is found. */
  boolean isForTheWeb() {
    return tag.equals(Optional.of(WEB_BOT_AUTH));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
