package dev.avowry.rotation;

import dev.avowry.kernel.Refused;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.Kept;
import dev.avowry.vault.SecretFields;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;

/**
 * Somebody's webhook makes the next version: it answers with the fields, or writes a version itself
 * and says that it heard. It is asked until either has come, each time by the same name.
 */
@ApplicationScoped
class WebhookRotation {
  private final Hook hook;
  private final Orders orders;

  WebhookRotation(Hook hook, Orders orders) {
    this.hook = hook;
    this.orders = orders;
  }

  /** Asks once. */
  Uni<Step> attempt(URI endpoint, Task task, Kept kept) {
    return orders
        .sign(endpoint, task, kept.secret())
        .chain(order -> hook.ask(endpoint, order, task.run()))
        .map(
            answer ->
                switch (answer) {
                  case Hook.Answer.Made(Map<String, String> fields) -> made(kept, fields);
                  case Hook.Answer.Nothing nothing -> new Step.Stuck(Snag.UNANSWERED);
                  case Hook.Answer.Unreachable nobody -> new Step.Stuck(Snag.UNREACHABLE);
                });
  }

  /**
   * Where a version may be sent has to be said by who makes it: one that is bound is not replaced
   * by fields alone.
   */
  private static Step made(Kept kept, Map<String, String> fields) {
    if (!kept.secret().bindings().equals(Bindings.NONE)) {
      return new Step.Stuck(Snag.UNFIT);
    }
    try {
      return new Step.Made(kept, SecretFields.of(kept.secret().type(), fields));
    } catch (Refused unfit) {
      return new Step.Stuck(Snag.UNFIT);
    }
  }
}
