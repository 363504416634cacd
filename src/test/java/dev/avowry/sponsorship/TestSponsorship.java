package dev.avowry.sponsorship;

import java.time.Duration;

/** Settings of sponsorships, usual but for what a test is about. */
record TestSponsorship(Acceptance acceptance, Duration lease) implements SponsorshipConfig {
  @Override
  public Duration acceptWithin() {
    return Duration.ofDays(14);
  }

  @Override
  public Duration acknowledgeWithin() {
    return Duration.ofDays(7);
  }
}
