package dev.avowry.console.http;

import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** A form that was refused comes back with what was typed, and says why. */
final class Refusals {
  private Refusals() {}

  static Uni<Response> page(Throwable failure, Function<String, TemplateInstance> form) {
    Refusal refusal = ((Refused) failure).refusal();
    return form.apply(refusal.detail())
        .createUni()
        .map(page -> Response.status(refusal.reason().status()).entity(page).build());
  }
}
