package dev.avowry.web;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;

/** The caller of the request under way, once access has let it in. */
@RequestScoped
public class CurrentCaller {
  private Optional<Caller> caller = Optional.empty();
  private Uni<Void> end = Uni.createFrom().nothing();

  /**
   * Called once, by the gate in package access.
   *
   * @param ended fails when the caller's token has died or expired, and never says anything else
   */
  public void admit(Caller admitted, Uni<Void> ended) {
    caller = Optional.of(admitted);
    end = ended;
  }

  /**
   * The caller; refused when nobody was let in, which an operation with a permission never sees.
   */
  public Caller get() {
    return caller.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this needs an access token"));
  }

  /**
   * The answer, refused as soon as the caller's token has ended: for an answer that is waited for.
   * All others have come before it would matter.
   */
  public <T> Uni<T> whileAlive(Uni<T> answer) {
    return Uni.join().first(List.of(answer, end.<T>map(never -> null))).toTerminate();
  }
}
