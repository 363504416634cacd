package dev.avowry.people.http;

import java.util.List;

/**
 * What the sign-in page shows.
 *
 * @param back where it leads to afterwards
 * @param csrf for its forms
 * @param challenge for a passkey
 * @param host of which passkeys are
 * @param providers the buttons
 * @param email as it was typed, where it is shown again
 * @param problem what went wrong; empty at first
 * @param again whether somebody who has signed in is to prove it once more
 */
public record SignInPage(
    String back,
    String csrf,
    String challenge,
    String host,
    List<Button> providers,
    String email,
    String problem,
    boolean again) {
  public SignInPage {
    providers = List.copyOf(providers);
  }

  /** A provider to choose, by its address and what it is called. */
  public record Button(String path, String label) {}
}
