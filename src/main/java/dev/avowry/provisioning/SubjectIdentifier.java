package dev.avowry.provisioning;

/** Whom a provider means, RFC 9493 §3.2. */
public sealed interface SubjectIdentifier {
  /** §3.2.3. */
  record IssuerSubject(String issuer, String subject) implements SubjectIdentifier {}

  /** §3.2.2. */
  record Email(String address) implements SubjectIdentifier {}

  /** §3.2.4: what the system calls them, or what they are called here. */
  record Opaque(String id) implements SubjectIdentifier {}
}
