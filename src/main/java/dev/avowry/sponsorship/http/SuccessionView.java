package dev.avowry.sponsorship.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.sponsorship.Succession;
import dev.avowry.web.http.Ids;
import java.util.Optional;

/** Who takes over, on the wire, either way. */
record SuccessionView(Optional<String> successor, Optional<String> manager) {
  static SuccessionView of(Succession succession) {
    return new SuccessionView(
        succession.successor().map(NodeId::toString), succession.manager().map(NodeId::toString));
  }

  Succession toSuccession() {
    return new Succession(
        successor.map(id -> Ids.ofMember("successor", id)),
        manager.map(id -> Ids.ofMember("manager", id)));
  }
}
