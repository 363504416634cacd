package dev.avowry.canary;

import dev.avowry.canary.Run.Sighting;
import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.Verifier;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** One verifier in one run: first it has to let the token in, and then to refuse it. */
sealed interface Visit {
  /** The verifier. */
  NodeId verifier();

  /** The resource for which the token is. */
  String resource();

  /** It was over before the root was ended. */
  record Over(NodeId verifier, String resource, Verdict verdict) implements Visit {
    Sighting sighting() {
      return new Sighting(verifier, resource, verdict);
    }
  }

  /**
   * It lets the token in.
   *
   * @param expires when the token is no longer a proof of anything, by {@link System#nanoTime}
   */
  record Open(NodeId verifier, String resource, Inquiry inquiry, long expires) implements Visit {
    /** What it answers in the end: its refusal, if one comes in time. */
    Uni<Ended> refusal(Duration patience) {
      long left = Math.max(0, expires - System.nanoTime());
      Duration longest = left < patience.toNanos() ? Duration.ofNanos(left) : patience;
      return inquiry
          .until(answer -> answer instanceof Probe.Answer.Dead, longest)
          .map(heard -> new Ended(this, heard));
    }
  }

  /** What it answered in the end. */
  record Ended(Open visit, Heard heard) {
    Sighting sighting(Kill kill) {
      return new Sighting(visit.verifier(), visit.resource(), kill.verdict(heard, visit.expires()));
    }
  }

  static Over over(Verifier verifier, Verdict verdict) {
    return new Over(verifier.id(), resource(verifier), verdict);
  }

  /** One of those that it serves: its own. */
  static String resource(Verifier verifier) {
    return verifier.resources().getFirst();
  }
}
