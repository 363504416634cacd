package dev.avowry.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request for a token. */
public sealed interface Wish {
  /** Who asks. */
  Point client();

  /** By which credential. */
  String credential();

  Set<String> scopes();

  String audience();

  /** Whom the token is to allow to act for it. */
  Optional<String> mayAct();

  /** In one's own name. */
  record Own(
      Point client, String credential, Set<String> scopes, String audience, Optional<String> mayAct)
      implements Wish {}

  /** On behalf of whoever the subject token speaks of. */
  record Exchange(
      Point client,
      String credential,
      Set<String> scopes,
      String audience,
      Optional<String> mayAct,
      Token subject)
      implements Wish {
    /** Outermost first. */
    List<String> actors() {
      LinkedHashSet<String> actors = new LinkedHashSet<>();
      actors.add(client.id());
      actors.addAll(subject.actors());
      return List.copyOf(actors);
    }
  }

  /** For whoever reads what happened. */
  default String inShort() {
    String own = "%s by %s of %s for %s".formatted(scopes(), credential(), client(), audience());
    return this instanceof Exchange exchange ? own + " in exchange for " + exchange.subject() : own;
  }

  /** What has to be alive for the client to get anything at all. */
  default Set<String> base() {
    Set<String> ids = new HashSet<>(client().ids());
    ids.add(credential());
    return ids;
  }
}
