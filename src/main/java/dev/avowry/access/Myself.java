package dev.avowry.access;

import dev.avowry.agent.Client;
import dev.avowry.agent.Named;
import dev.avowry.token.AccessToken;
import dev.avowry.web.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a caller is, has, and may.
 *
 * @param agent who acts; empty when a human calls
 * @param address of the agent's mailbox, if it has one
 * @param path what the ids on the token's path are
 * @param left of the agent's ceiling
 * @param whyNoMail why nobody can send mail here, if so
 * @param used the credential that the token rests on; empty where an outside issuer or a human
 *     vouched
 * @param remaining until the token expires
 */
public record Myself(
    Caller by,
    AccessToken token,
    Optional<Client> agent,
    Optional<String> address,
    List<Named> path,
    Optional<Left> left,
    Optional<String> whyNoMail,
    Optional<UsedCredential> used,
    Duration remaining) {
  public Myself {
    path = List.copyOf(path);
  }

  /** How the human who answers is called. */
  public Optional<String> sponsorName() {
    String sponsor = by.sponsor().toString();
    return path.stream()
        .filter(named -> named.id().equals(sponsor))
        .findFirst()
        .flatMap(Named::name);
  }

  /** What the caller may do for itself, and why not the rest. */
  public List<Tool> tools() {
    return Toolbox.of(by, left, whyNoMail);
  }
}
