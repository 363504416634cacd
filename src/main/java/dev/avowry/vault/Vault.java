package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps secrets for those whose they are. Who writes one cannot read it by that.
 *
 * <p>Whatever is not the caller's to look after is refused with {@link Reason#NOT_FOUND}, as if it
 * were not there.
 */
@ApplicationScoped
public class Vault {
  private final Keepers keepers;
  private final VaultWriter writer;
  private final Catalogue catalogue;
  private final Clock clock;

  Vault(Keepers keepers, VaultWriter writer, Catalogue catalogue, Clock clock) {
    this.keepers = keepers;
    this.writer = writer;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Keeps something new. */
  public Uni<Secret> keep(NewSecret asked, Caller by) {
    return keepers
        .owner(asked.owner(), by)
        .call(
            () ->
                asked
                    .folder()
                    .<Uni<?>>map(folder -> keepers.folder(folder, by))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(owner -> writer.keep(asked, owner, by));
  }

  /** Makes a folder. */
  public Uni<Folder> makeFolder(Optional<NodeId> owner, String name, Caller by) {
    return keepers.owner(owner, by).chain(found -> writer.makeFolder(found, name, by));
  }

  /**
   * Puts other fields in the place of those of the present version, for other places: where the
   * present one may be sent the next may not unless that is said.
   *
   * @param replaces the version that the caller believes to be the present one; refused with {@link
   *     Reason#CONFLICT} when it is not. Empty when it does not matter
   */
  public Uni<Secret> replace(
      NodeId id,
      Map<String, String> fields,
      Bindings bindings,
      Optional<Integer> replaces,
      Caller by) {
    return keepers
        .secret(id, by)
        .chain(
            secret ->
                writer.replace(
                    secret, fit(secret.type(), fields, bindings), bindings, replaces, by));
  }

  private static SecretFields fit(SecretType type, Map<String, String> fields, Bindings bindings) {
    SecretFields read = SecretFields.of(type, fields);
    bindings.requireFor(read);
    return read;
  }

  /**
   * The same of whatever type, with fields that were made by what uses it; refused with {@link
   * Reason#CONFLICT} when the secret is of another type.
   */
  public Uni<Secret> replace(
      NodeId id, SecretType type, SecretFields fields, Optional<Integer> replaces, Caller by) {
    return keepers
        .secret(id, by)
        .invoke(secret -> requireType(type, secret))
        .chain(secret -> writer.replace(secret, fields, Bindings.NONE, replaces, by));
  }

  private static void requireType(SecretType type, Secret secret) {
    if (secret.type() != type) {
      throw Refusal.refused(
          Reason.CONFLICT, "the secret is of the type %s".formatted(secret.type().code()));
    }
  }

  /** Says something else of a secret. */
  public Uni<Secret> describe(NodeId id, About about, Caller by) {
    return keepers.secret(id, by).chain(secret -> writer.describe(secret, about, by));
  }

  /**
   * Notes what an agent that may have a secret met when it used it.
   *
   * @param version which it used; refused with {@link Reason#CONFLICT} when it was replaced since
   */
  public Uni<Secret> report(NodeId id, int version, Fault fault, Caller by) {
    return keepers.known(id, by).chain(secret -> writer.report(secret, version, fault, by));
  }

  /** A secret that the caller looks after or may have. */
  public Uni<Secret> secret(NodeId id, Caller by) {
    return keepers.known(id, by);
  }

  /** A secret that the caller looks after. */
  public Uni<Secret> kept(NodeId id, Caller by) {
    return keepers.secret(id, by);
  }

  /** Those that the caller looks after or may have, by time of making, without the removed. */
  public Uni<Page<Secret>> secrets(Catalogue.Filter filter, Caller by, PageRequest page) {
    return catalogue.secrets(filter, by, clock.instant(), page);
  }

  /** The folders that the caller looks after, by time of making, without the removed. */
  public Uni<Page<Folder>> folders(Caller by, PageRequest page) {
    return catalogue.folders(by, page);
  }

  /** The versions of a secret that the caller looks after, latest first. */
  public Uni<List<Version>> versions(NodeId id, Caller by) {
    return keepers.secret(id, by).chain(secret -> catalogue.versions(id));
  }
}
