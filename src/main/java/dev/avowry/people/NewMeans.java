package dev.avowry.people;

import dev.avowry.kernel.SecretBytes;

/** By what a human wants to sign in from now on, unproven. */
public sealed interface NewMeans {
  /** The form of the {@link Offer}. */
  String offer();

  /**
   * A password and an app.
   *
   * @param code that the app shows for the secret of the offer
   */
  record ByPassword(String offer, SecretBytes password, String code) implements NewMeans {}

  /**
   * A passkey.
   *
   * @param response what the browser gave, as JSON
   * @param page that the challenge was for
   * @param name as its owner names it
   */
  record ByPasskey(String offer, String response, String page, String name) implements NewMeans {}
}
