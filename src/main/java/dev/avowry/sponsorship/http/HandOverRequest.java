package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.NewHandOver;
import dev.avowry.web.http.Ids;
import java.util.Optional;

/** The body of {@code POST /v1/hand-overs}. */
record HandOverRequest(String agent, String to, Optional<Boolean> demanded) {
  NewHandOver toNewHandOver() {
    return new NewHandOver(
        Ids.ofMember("agent", agent), Ids.ofMember("to", to), demanded.orElse(false));
  }
}
