package dev.avowry.vault.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Import;
import dev.avowry.vault.ImportFormat;
import dev.avowry.vault.Imports;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What others have exported. */
@Path("/v1/vault/import")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ImportResource {
  private final Imports imports;
  private final CurrentCaller caller;

  ImportResource(Imports imports, CurrentCaller caller) {
    this.imports = imports;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record ImportRequest(
      String format,
      String content,
      Optional<String> owner,
      Optional<String> folder,
      Optional<Boolean> dryRun) {
    Imports.Asked toAsked() {
      return new Imports.Asked(
          ImportFormat.named(format).orElseThrow(ImportResource::noFormat),
          content,
          owner.map(id -> Ids.ofMember("owner", id)),
          folder.map(id -> Ids.ofMember("folder", id)));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "ImportRequest[format=%s]".formatted(format);
    }
  }

  /** A field on the wire. */
  public record FieldView(String name, String fingerprint, boolean reused) {}

  /** An item on the wire. */
  public record ItemView(
      String place,
      String name,
      String type,
      String state,
      Optional<String> secret,
      List<FieldView> fields,
      List<String> leftOut) {
    static ItemView of(Import.Item item) {
      return new ItemView(
          item.place(),
          item.name(),
          item.type().code(),
          item.state().name().toLowerCase(Locale.ROOT),
          item.secret().map(NodeId::toString),
          item.fingerprints().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(
                  field ->
                      new FieldView(
                          field.getKey(), field.getValue(), item.reused().contains(field.getKey())))
              .toList(),
          item.leftOut());
    }
  }

  /** An import on the wire. */
  public record ImportView(boolean dryRun, long kept, List<ItemView> items, int total) {
    static ImportView of(Import done, boolean dry) {
      return new ImportView(
          dry, done.fresh(), done.items().stream().map(ItemView::of).toList(), done.items().size());
    }
  }

  /** Keeps it, or says what would become of it. */
  @POST
  @Permission("vault.write")
  public Uni<ImportView> carryOut(ImportRequest request) {
    boolean dry = request.dryRun().orElse(false);
    return imports
        .carryOut(request.toAsked(), dry, caller.get())
        .map(done -> ImportView.of(done, dry));
  }

  private static RuntimeException noFormat() {
    return Refusal.refused(
        Reason.INVALID_REQUEST,
        "format is one of "
            + Arrays.stream(ImportFormat.values())
                .map(ImportFormat::code)
                .collect(Collectors.joining(", ")));
  }
}
