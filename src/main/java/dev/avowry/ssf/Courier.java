package dev.avowry.ssf;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Optional;

/** Hands a SET to a receiver, RFC 8935. */
public interface Courier {
  /**
   * Posts the SET. Never fails: what went wrong is an answer too.
   *
   * @param authorization the value of the {@code Authorization} header
   */
  Uni<Answer> post(URI endpoint, Optional<SecretBytes> authorization, String set);

  /** What became of an attempt. */
  sealed interface Answer {
    /** The receiver has it; RFC 8935 §2.2. */
    record Taken() implements Answer {}

    /**
     * The receiver will never take it; RFC 8935 §2.3.
     *
     * @param error its code
     */
    record Refused(String error) implements Answer {}

    /**
     * Nobody knows; it is tried again.
     *
     * @param why in a few words, without a secret
     */
    record Failed(String why) implements Answer {}
  }
}
