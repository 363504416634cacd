package dev.avowry.people;

/**
 * Who makes an account.
 *
 * @param name as people call them
 * @param email by which they sign in
 */
public record NewHuman(String name, String email) {}
