package dev.avowry.mail;

/** Names of domains, in small letters. */
final class Domains {
  private Domains() {}

  /** Whether a name is that domain's or below it: by whole labels, and in no other way alike. */
  static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }
}
