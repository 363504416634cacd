package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import java.util.Optional;
import java.util.Set;

/**
 * A human who has just proven who they are.
 *
 * @param methods how, RFC 8176
 * @param provider the identity provider that said so; empty for an account here
 * @param browser what it calls itself; only the beginning is kept
 */
public record SignIn(NodeId human, Set<String> methods, Optional<String> provider, String browser) {
  private static final int LONGEST_BROWSER = 200;

  public SignIn {
    methods = Set.copyOf(methods);
    browser = browser.length() > LONGEST_BROWSER ? browser.substring(0, LONGEST_BROWSER) : browser;
  }
}
