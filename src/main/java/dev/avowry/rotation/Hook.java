package dev.avowry.rotation;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;

/** Webhooks of those who keep secrets, over the network. */
public interface Hook {
  /** What came back. */
  sealed interface Answer {
    /** What the next version is to be. */
    record Made(Map<String, String> fields) implements Answer {
      public Made {
        fields = Map.copyOf(fields);
      }

      /** Without what is secret. */
      @Override
      public String toString() {
        return "Made";
      }
    }

    /** Nothing yet, or nothing that can be used. */
    record Nothing() implements Answer {}

    /** Nobody there, or no answer in time. */
    record Unreachable() implements Answer {}
  }

  /**
   * Asks for the next version. Never fails.
   *
   * @param order who asks and for what, a signed JWT
   * @param key the same whenever the same is asked for
   */
  Uni<Answer> ask(URI endpoint, String order, String key);
}
