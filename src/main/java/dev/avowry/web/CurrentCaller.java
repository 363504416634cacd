package dev.avowry.web;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The caller of the request under way, once access has let it in. */
@RequestScoped
public class CurrentCaller {
  private Optional<Caller> caller = Optional.empty();

  /** Called once, by the gate in package access. */
  public void admit(Caller admitted) {
    caller = Optional.of(admitted);
  }

  /**
   * The caller; refused when nobody was let in, which an operation with a permission never sees.
   */
  public Caller get() {
    return caller.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this needs an access token"));
  }
}
