package dev.avowry.rotation;

import dev.avowry.vault.Kept;
import dev.avowry.vault.SecretFields;

/** What a try has come to. */
sealed interface Step {
  /** What was kept as the next is known to work. */
  record Works(Kept kept) implements Step {}

  /** Somebody else has made the next, to be put in the place of the present. */
  record Made(Kept kept, SecretFields next) implements Step {}

  /** There is another version already. */
  record Overtaken() implements Step {}

  /** There is no such secret any more. */
  record Gone() implements Step {}

  /** It did not work. */
  record Stuck(Snag snag) implements Step {}
}
