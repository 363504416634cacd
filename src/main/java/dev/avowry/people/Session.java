package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A human who has signed in, in one browser. It is over when either limit is reached, when they end
 * it, and as soon as their node is not live.
 *
 * @param human their node
 * @param name as people call them
 * @param roles what they may do beyond looking after what they sponsor, as of now
 * @param methods how they proved who they are, RFC 8176
 * @param provider the identity provider that said so; empty for an account here
 * @param address from where they signed in
 * @param browser what it called itself
 * @param authenticatedAt when they last proved it, or {@link #NOBODY_KNOWS}
 * @param seenAt when it was last used, to the minute
 * @param endsAt when it is over at the latest
 */
public record Session(
    SessionId id,
    NodeId human,
    String name,
    Set<Role> roles,
    Set<String> methods,
    Optional<String> provider,
    String address,
    String browser,
    Instant startedAt,
    Instant authenticatedAt,
    Instant seenAt,
    Instant endsAt) {
  /**
   * When somebody proved who they are whose provider does not say when. It never was lately, so
   * that nothing is allowed for which it has to be.
   */
  public static final Instant NOBODY_KNOWS = Instant.EPOCH;

  public Session {
    roles = Set.copyOf(roles);
    methods = Set.copyOf(methods);
  }

  /** Whether they proved it by two factors, RFC 8176 §2. */
  public boolean hasTwoFactors() {
    return methods.contains("mfa");
  }

  /** Whether they proved who they are as lately as that. */
  public boolean isAsFreshAs(Duration longest, Instant now) {
    return !authenticatedAt.plus(longest).isBefore(now);
  }

  /** Whether it is known when they proved it. */
  public boolean isDated() {
    return authenticatedAt.isAfter(NOBODY_KNOWS);
  }
}
