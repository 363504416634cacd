package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.id;
import static dev.avowry.mcp.Schemas.many;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.oneOf;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Admitted;
import dev.avowry.kernel.PageRequest;
import dev.avowry.vault.Catalogue;
import dev.avowry.vault.Fault;
import dev.avowry.vault.Readings;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets that an agent was given access to. */
@ApplicationScoped
class VaultTools implements ToolSet {
  private static final int MOST_LISTED = 100;

  private static final Schema SECRET = id("The secret's id, as vault.list gives it");

  static final Schema.Struct ABOUT =
      Schema.Struct.of("What is said of a secret; never what is secret of it")
          .with("id", said("Its id"))
          .with("name", said("How humans call it"))
          .with("type", said("Of which fields it is made"))
          .with("tags", many("Words for it", said("A word")))
          .with("version", number("Its present version"))
          .maybe("expires_at", time("When it ends"))
          .maybe("fault", said("What was last said to be wrong with it"));

  private static final Schema.Struct LISTED =
      Schema.Struct.of("One page of secrets")
          .with("items", many("They", ABOUT))
          .with("total", number("How many there are in all"))
          .maybe("next", said("What to give as after for the next page"));

  private static final Schema.Struct READ =
      Schema.Struct.of("A secret in plaintext: keep it out of what you say and write down")
          .with("id", said("Its id"))
          .with("type", said("Of which fields it is made"))
          .with("version", number("Which version it is"))
          .with("fields", new Schema.Named("What is secret", said("A field"), 50))
          .with("expires_at", time("Until when it is yours to use; then read it again"));

  private final Vault vault;
  private final Readings readings;

  VaultTools(Vault vault, Readings readings) {
    this.vault = vault;
    this.readings = readings;
  }

  /** A secret, without what is secret. */
  record AboutView(
      String id,
      String name,
      String type,
      List<String> tags,
      int version,
      Optional<Instant> expiresAt,
      Optional<String> fault) {
    static AboutView of(Secret secret) {
      return new AboutView(
          secret.id().toString(),
          secret.about().name(),
          secret.type().code(),
          secret.about().tags().stream().sorted().toList(),
          secret.version(),
          secret.about().expiresAt(),
          secret.report().map(report -> report.fault().code()));
    }
  }

  /** A secret in plaintext. */
  record ReadView(
      String id, String type, int version, Map<String, String> fields, Instant expiresAt) {
    static ReadView of(Readings.Reading reading) {
      return new ReadView(
          reading.secret().toString(),
          reading.type().code(),
          reading.version(),
          reading.fields().exposeSecret(),
          reading.until());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "ReadView[id=%s, version=%d]".formatted(id, version);
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(list(), read(), report());
  }

  private AgentTool list() {
    return new AgentTool(
        "vault.list",
        "List secrets",
        "Lists the secrets that you can see, without what is secret of them, so that you find the"
            + " id of the one that you need.",
        Hints.LOOKS,
        Schema.Struct.of("Which")
            .maybe("name", Schemas.text("Only those with this in their name", 200))
            .maybe("tag", Schemas.text("Only those with this tag", 40))
            .maybe("type", oneOf("Only those of this type", types()))
            .maybe("after", id("What the page before gave as next"))
            .maybe("limit", new Schema.Whole("How many at the most", 1, MOST_LISTED)),
        LISTED,
        this::list);
  }

  private Uni<?> list(Arguments asked, Admitted caller) {
    Catalogue.Filter filter =
        new Catalogue.Filter(
            Optional.empty(),
            asked.maybeText("type").flatMap(SecretType::named),
            asked.maybeText("tag"),
            asked.maybeText("name"));
    PageRequest page =
        PageRequest.of(asked.maybeText("after"), asked.maybeWhole("limit").map(String::valueOf));
    return vault.secrets(filter, caller.by(), page).map(found -> found.map(AboutView::of));
  }

  private AgentTool read() {
    return new AgentTool(
        "vault.read",
        "Read a secret",
        "Gives you a secret in plaintext, if somebody gave you access to it. Each reading is on"
            + " record, and there may be only a few. What is kept to be used and not to be known is"
            + " told nobody.",
        Hints.USES,
        Schema.Struct.of("Which")
            .with("secret", SECRET)
            .maybe(
                "version",
                new Schema.Whole(
                    "Which version; the present one when absent", 1, Integer.MAX_VALUE)),
        READ,
        (asked, caller) ->
            readings
                .read(caller.by(), asked.id("secret"), asked.maybeWhole("version"))
                .map(ReadView::of));
  }

  private AgentTool report() {
    return new AgentTool(
        "vault.report_broken",
        "Report a secret that does not work",
        "Tells whoever looks after a secret that it does not work, so that it is replaced.",
        Hints.SETTLES,
        Schema.Struct.of("What is wrong with which")
            .with("secret", SECRET)
            .with("version", new Schema.Whole("Which version you were given", 1, Integer.MAX_VALUE))
            .with(
                "fault",
                oneOf(
                    "What happened when you used it",
                    Arrays.stream(Fault.values()).map(Fault::code).toArray(String[]::new))),
        ABOUT,
        (asked, caller) ->
            vault
                .report(
                    asked.id("secret"),
                    asked.maybeWhole("version").orElseThrow(),
                    Fault.named(asked.text("fault")).orElseThrow(),
                    caller.by())
                .map(AboutView::of));
  }

  private static String[] types() {
    return Arrays.stream(SecretType.values()).map(SecretType::code).toArray(String[]::new);
  }
}
