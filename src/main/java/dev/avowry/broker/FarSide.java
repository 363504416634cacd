package dev.avowry.broker;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Whoever a request is sent to. */
public interface FarSide {
  /**
   * Sends it, once, and follows no redirect. Never fails: what went wrong is an outcome too.
   *
   * @param most how many bytes of a body are wanted; what is longer is cut off there
   */
  Uni<Outcome> send(Outgoing request, int most);

  /** Where the bytes of an answer's headers and body come from is nobody we trust. */
  sealed interface Outcome {
    /**
     * It has answered.
     *
     * @param headers those that are passed on, by names in small letters
     * @param body at most as long as was wanted; the secret may be in it
     */
    record Received(int status, Map<String, String> headers, SecretBytes body) implements Outcome {}

    /** It has not, or not so that it could be passed on. */
    record Failed(Failure failure) implements Outcome {}
  }
}
