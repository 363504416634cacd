package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.id;
import static dev.avowry.mcp.Schemas.oneOf;
import static dev.avowry.mcp.Schemas.text;

import dev.avowry.access.Admitted;
import dev.avowry.vault.About;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.NewSecret;
import dev.avowry.vault.SecretFields;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Secrets that an agent keeps. Where they may be sent, humans say over HTTP: a model that was
 * talked into something binds none to a stranger's host.
 */
@ApplicationScoped
class WriteTool implements ToolSet {
  private static final int LONGEST_FIELD = 48 * 1_024;

  private final Vault vault;

  WriteTool(Vault vault) {
    this.vault = vault;
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "vault.write",
            "Keep a secret",
            "Keeps a new secret that belongs to you, such as the password of an account that you"
                + " made. You cannot read it again by that: reading takes access that who answers"
                + " for you gives.",
            Hints.MAKES,
            Schema.Struct.of("What to keep")
                .with("name", text("How humans are to call it", 200))
                .with("type", oneOf("Of which fields it is made", types()))
                .with(
                    "fields",
                    new Schema.Named(
                        "What is secret, by name: a login has username and password",
                        text("A field", LONGEST_FIELD),
                        20))
                .maybe("folder", id("In which folder"))
                .maybe("tags", new Schema.Many("Words to find it by", text("A word", 40), 20))
                .maybe("expires_at", Schemas.time("When what it opens ends")),
            VaultTools.ABOUT,
            this::keep));
  }

  private Uni<?> keep(Arguments asked, Admitted caller) {
    SecretType type = SecretType.named(asked.text("type")).orElseThrow();
    NewSecret secret =
        new NewSecret(
            Optional.empty(),
            asked.maybeText("folder").map(any -> asked.id("folder")),
            type,
            new About(
                asked.text("name"),
                new HashSet<>(asked.texts("tags").orElse(List.of())),
                asked.maybeTime("expires_at"),
                Optional.empty()),
            SecretFields.of(type, asked.named("fields").orElseThrow()),
            Bindings.NONE);
    return vault.keep(secret, caller.by()).map(VaultTools.AboutView::of);
  }

  private static String[] types() {
    return Arrays.stream(SecretType.values())
        .filter(type -> !type.isOnlyUsed())
        .map(SecretType::code)
        .toArray(String[]::new);
  }
}
