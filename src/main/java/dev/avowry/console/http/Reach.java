package dev.avowry.console.http;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the human may know of. What they may not is answered like what does not exist: 404. */
@ApplicationScoped
class Reach {
  private final Directory directory;
  private final CurrentCaller caller;

  Reach(Directory directory, CurrentCaller caller) {
    this.directory = directory;
    this.caller = caller;
  }

  /** Of whom they may know everything; empty for everybody. */
  Optional<NodeId> limit() {
    return caller.get().limit();
  }

  Uni<Lineage> node(String id) {
    return directory.lineage(id(id)).map(found -> reachable(found, Lineage::ids));
  }

  Uni<Client> agent(String id) {
    return directory.agent(id(id)).map(found -> reachable(found, it -> it.lineage().ids()));
  }

  Uni<Sponsor> sponsor(String id) {
    return directory.sponsor(id(id)).map(found -> reachable(found, it -> List.of(it.id())));
  }

  private <T> T reachable(Optional<T> found, Function<T, List<NodeId>> lineage) {
    return found.filter(it -> caller.get().reaches(lineage.apply(it))).orElseThrow(Reach::unknown);
  }

  private static NodeId id(String text) {
    return NodeId.parse(text).orElseThrow(Reach::unknown);
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
