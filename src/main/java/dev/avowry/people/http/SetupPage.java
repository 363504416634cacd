package dev.avowry.people.http;

import dev.avowry.people.Offer;

/**
 * What the page shows that makes an account.
 *
 * @param csrf for its form
 * @param offer by what one could sign in from now on
 * @param token as it was given, where the form is shown again
 * @param name the same
 * @param email the same
 * @param problem what went wrong; empty at first
 */
public record SetupPage(
    String csrf, Offer offer, String token, String name, String email, String problem) {}
