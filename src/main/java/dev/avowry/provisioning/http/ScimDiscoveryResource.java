package dev.avowry.provisioning.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.provisioning.PersonDocument;
import dev.avowry.web.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** What this service provider can, RFC 7643 §5 to §7: to be read before a token is there. */
@Path("/scim/v2")
@Produces({Scim.JSON, MediaType.APPLICATION_JSON})
public class ScimDiscoveryResource {
  private static final String WHY = "RFC 7644 §4: what the service can is public";
  private static final String SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0:";

  /** RFC 7644 §3.4.2. */
  public record Listed(
      List<String> schemas,
      @JsonProperty("totalResults") int totalResults,
      @JsonProperty("Resources") List<Map<String, Object>> resources) {
    static Listed of(List<Map<String, Object>> all) {
      return new Listed(
          List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"), all.size(), all);
    }
  }

  /** RFC 7643 §5. */
  @GET
  @Path("/ServiceProviderConfig")
  @Open(WHY)
  public Map<String, Object> configuration() {
    return Map.of(
        "schemas", List.of(SCHEMAS + "ServiceProviderConfig"),
        "patch", Map.of("supported", true),
        "bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0),
        "filter", Map.of("supported", true, "maxResults", 200),
        "changePassword", Map.of("supported", false),
        "sort", Map.of("supported", false),
        "etag", Map.of("supported", false),
        "authenticationSchemes",
            List.of(
                Map.of(
                    "type", "oauthbearertoken",
                    "name", "Bearer token",
                    "description", "The token of a provisioner, RFC 6750")));
  }

  /** RFC 7643 §6. */
  @GET
  @Path("/ResourceTypes")
  @Open(WHY)
  public Listed types() {
    return Listed.of(
        List.of(
            Map.of(
                "schemas",
                List.of(SCHEMAS + "ResourceType"),
                "id",
                "User",
                "name",
                "User",
                "endpoint",
                "/Users",
                "schema",
                PersonDocument.USER,
                "schemaExtensions",
                List.of(Map.of("schema", PersonDocument.ENTERPRISE, "required", false)))));
  }

  /** RFC 7643 §7: the attributes that mean something here; others are kept and given back. */
  @GET
  @Path("/Schemas")
  @Open(WHY)
  public Listed schemas() {
    return Listed.of(
        List.of(
            schema(
                PersonDocument.USER,
                "User",
                List.of(
                    attribute("userName", "string", true),
                    attribute("externalId", "string", false),
                    attribute("displayName", "string", false),
                    attribute("active", "boolean", false),
                    complex("name", false, "formatted", "givenName", "familyName"),
                    complex("emails", true, "value", "type", "primary"))),
            schema(
                PersonDocument.ENTERPRISE,
                "EnterpriseUser",
                List.of(complex("manager", false, "value")))));
  }

  private static Map<String, Object> schema(
      String id, String name, List<Map<String, Object>> attributes) {
    return Map.of(
        "schemas", List.of(SCHEMAS + "Schema"), "id", id, "name", name, "attributes", attributes);
  }

  private static Map<String, Object> attribute(String name, String type, boolean required) {
    return Map.of(
        "name",
        name,
        "type",
        type,
        "multiValued",
        false,
        "required",
        required,
        "caseExact",
        name.equals("externalId"),
        "mutability",
        "readWrite",
        "returned",
        "default",
        "uniqueness",
        name.equals("userName") ? "server" : "none");
  }

  private static Map<String, Object> complex(String name, boolean many, String... parts) {
    return Map.of(
        "name",
        name,
        "type",
        "complex",
        "multiValued",
        many,
        "required",
        false,
        "mutability",
        "readWrite",
        "returned",
        "default",
        "subAttributes",
        List.of(parts).stream()
            .map(part -> attribute(part, part.equals("primary") ? "boolean" : "string", false))
            .toList());
  }
}
