package dev.avowry.console.http;

import dev.avowry.access.PermissionTable;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Makes the frame of the page that is asked for, for who has signed in. */
@ApplicationScoped
class Frames {
  private final CurrentCaller caller;
  private final SignedIn signedIn;
  private final Clock clock;

  Frames(CurrentCaller caller, SignedIn signedIn, Clock clock) {
    this.caller = caller;
    this.signedIn = signedIn;
    this.clock = clock;
  }

  Frame at(Place here) {
    Caller by = caller.get();
    List<Frame.Link> links =
        Arrays.stream(Place.values())
            .filter(place -> PermissionTable.reach(place.permission(), by).isPresent())
            .map(place -> new Frame.Link(place.title(), place.path(), place == here))
            .toList();
    return new Frame(signedIn.get().name(), signedIn.csrf(), clock.instant(), links, by);
  }
}
