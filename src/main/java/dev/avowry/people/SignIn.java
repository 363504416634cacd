package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A human who has just proven who they are.
 *
 * @param methods how, RFC 8176
 * @param provider the identity provider that said so; empty for an account here
 * @param browser what it calls itself; only the beginning is kept
 * @param authenticatedAt when they did, where that was not just now: a provider may remember them
 * @param accountAsOf as of when the account was that they have shown the means of; empty where it
 *     was none, or was made just now
 */
public record SignIn(
    NodeId human,
    Set<String> methods,
    Optional<String> provider,
    String browser,
    Optional<Instant> authenticatedAt,
    Optional<Instant> accountAsOf) {
  private static final int LONGEST_BROWSER = 200;

  public SignIn {
    methods = Set.copyOf(methods);
    browser = browser.length() > LONGEST_BROWSER ? browser.substring(0, LONGEST_BROWSER) : browser;
  }

  /** Who has proven it to us, just now. */
  public SignIn(NodeId human, Set<String> methods, Optional<String> provider, String browser) {
    this(human, methods, provider, browser, Optional.empty(), Optional.empty());
  }

  /** The holder of an account, by what it was when they were asked. */
  static SignIn to(Account account, Set<String> methods, String browser) {
    return new SignIn(
        account.human(),
        methods,
        Optional.empty(),
        browser,
        Optional.empty(),
        Optional.of(account.changedAt()));
  }

  /** When they have proven it, which is never later than now. */
  public Instant provenAt(Instant now) {
    return authenticatedAt.filter(at -> at.isBefore(now)).orElse(now);
  }
}
