package dev.avowry.vouching;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;

/** The line to identity providers. */
public interface ProviderLine {
  /**
   * Asks a provider about a human. Never fails: what went wrong is {@link Answer.Unclear}.
   *
   * @param token by which it is asked
   */
  Uni<Answer> ask(Pledge pledge, SecretBytes token);
}
