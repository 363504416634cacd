package dev.avowry.vault;

import java.util.Optional;

/**
 * A secret in the hands of code of ours that replaces it, not on behalf of any agent.
 *
 * @param secret as it is at present
 * @param fields of the present version, sealed for the secret's bindings
 * @param next what it will be, if that was made
 */
public record Kept(Secret secret, SecretFields fields, Optional<SecretFields> next) {}
