package dev.avowry.token.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.DetailField;
import dev.avowry.token.DetailType;
import dev.avowry.token.DetailTypes;
import dev.avowry.token.Sentence;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Types of authorization details, each of one resource server that understands it. */
@Path("/v1/authorization-details-types")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DetailTypesResource {
  private final DetailTypes types;
  private final CurrentCaller caller;
  private final Clock clock;

  DetailTypesResource(DetailTypes types, CurrentCaller caller, Clock clock) {
    this.types = types;
    this.caller = caller;
    this.clock = clock;
  }

  /** The body of {@code PUT}. */
  public record DetailTypeRequest(
      String type, String resource, Optional<Map<String, String>> fields, String sentence) {
    DetailType toType(Instant now) {
      return new DetailType(
          type,
          resource,
          fields.orElse(Map.of()).entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, field -> field(field.getValue()))),
          new Sentence(sentence),
          now);
    }

    private static DetailField field(String code) {
      return DetailField.named(code)
          .orElseThrow(
              () ->
                  Refusal.refused(
                      Reason.INVALID_REQUEST, "a field must be one of set, equal, max"));
    }
  }

  /** A type on the wire. */
  public record DetailTypeView(
      String type,
      String resource,
      Map<String, String> fields,
      String sentence,
      Instant createdAt) {
    static DetailTypeView of(DetailType type) {
      Map<String, String> fields = new TreeMap<>();
      type.fields().forEach((name, field) -> fields.put(name, field.code()));
      return new DetailTypeView(
          type.name(), type.resource(), fields, type.sentence().text(), type.createdAt());
    }
  }

  /** The registered ones; there are few, so that they come in one page. */
  public record DetailTypeList(List<DetailTypeView> items, int total) {}

  /** Registers a type, or changes it. */
  @PUT
  @Permission("authorization_details.register")
  public Uni<DetailTypeView> register(DetailTypeRequest request) {
    Caller by = caller.get();
    return types
        .register(request.toType(clock.instant()), by.actor().toString(), by.origin())
        .call(types::refresh)
        .map(DetailTypeView::of);
  }

  /** Lists types. */
  @GET
  @Permission("authorization_details.list")
  public DetailTypeList list() {
    List<DetailTypeView> items = types.all().stream().map(DetailTypeView::of).toList();
    return new DetailTypeList(items, items.size());
  }
}
