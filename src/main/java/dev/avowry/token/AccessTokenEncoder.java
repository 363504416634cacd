package dev.avowry.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.avowry.ledger.Fence;
import dev.avowry.revocation.StatusIndex;
import dev.avowry.revocation.StatusLists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the claims of an access token, RFC 9068 §2.2, straight into the signing input. */
final class AccessTokenEncoder {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int USUAL_SIZE = 1024;

  private final String issuer;

  AccessTokenEncoder(String issuer) {
    this.issuer = issuer;
  }

  /** {@code BASE64URL(header) . BASE64URL(payload)}, RFC 7515 §5.1. */
  byte[] signingInput(Template token, StatusIndex index, Fence fence, String kid) {
    String header =
        "{\"typ\":\"%s\",\"alg\":\"%s\",\"kid\":\"%s\"}"
            .formatted(AccessToken.TYP, token.algorithm().joseName(), kid);
    return (BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + '.'
            + BASE64.encodeToString(claims(token.claims(), index, fence)))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The whole token: signing input and signature. */
  static String compact(byte[] signingInput, byte[] signature) {
    return new String(signingInput, StandardCharsets.US_ASCII)
        + '.'
        + BASE64.encodeToString(signature);
  }

  private byte[] claims(TokenClaims token, StatusIndex index, Fence fence) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("iss", issuer);
      json.writeStringField("sub", token.sub().toString());
      json.writeStringField("aud", token.audience());
      json.writeNumberField("exp", token.expiresAt().getEpochSecond());
      json.writeNumberField("iat", token.issuedAt().getEpochSecond());
      json.writeStringField("jti", token.jti().value());
      json.writeStringField("client_id", token.clientId().toString());
      if (!token.scopes().isEmpty()) {
        json.writeStringField("scope", String.join(" ", new TreeSet<>(token.scopes())));
      }
      if (!token.authorizationDetails().isEmpty()) {
        json.writeFieldName("authorization_details");
        json.writeRawValue(token.authorizationDetails().text());
      }
      json.writeStringField("sub_profile", token.subProfile());
      writeActors(json, token.actors());
      if (token.mayAct().isPresent()) {
        json.writeObjectFieldStart("may_act");
        json.writeStringField("sub", token.mayAct().get().toString());
        json.writeEndObject();
      }
      json.writeStringField("sponsor", token.sponsor().toString());
      if (token.boundTo().isPresent()) {
        json.writeObjectFieldStart("cnf");
        json.writeStringField(token.boundTo().get().confirmation(), token.boundTo().get().value());
        json.writeEndObject();
      }
      writeStatus(json, token, index, fence);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  /** RFC 8693 §4.1: the current actor outermost, prior actors nested. */
  private static void writeActors(JsonGenerator json, List<Actor> actors) throws IOException {
    for (Actor actor : actors) {
      json.writeObjectFieldStart("act");
      json.writeStringField("sub", actor.sub());
      json.writeStringField("sub_profile", actor.subProfile());
    }
    for (int i = 0; i < actors.size(); i++) {
      json.writeEndObject();
    }
  }

  private static void writeVendors(JsonGenerator json, Set<String> vendors) throws IOException {
    if (!vendors.isEmpty()) {
      json.writeArrayFieldStart("vendors");
      for (String vendor : new TreeSet<>(vendors)) {
        json.writeString(vendor);
      }
      json.writeEndArray();
    }
  }

  private void writeStatus(JsonGenerator json, TokenClaims token, StatusIndex index, Fence fence)
      throws IOException {
    json.writeObjectFieldStart("status");
    json.writeObjectFieldStart("status_list");
    json.writeNumberField("idx", index.index());
    json.writeStringField("uri", StatusLists.uri(issuer, index.list()));
    json.writeEndObject();
    json.writeObjectFieldStart("lineage");
    json.writeStringField("uri", issuer + "/revocations");
    json.writeArrayFieldStart("path");
    for (String id : token.path()) {
      json.writeString(id);
    }
    json.writeEndArray();
    json.writeStringField("node", token.node().toString());
    writeVendors(json, token.vendors());
    json.writeNumberField("seq", fence.seq());
    json.writeEndObject();
    json.writeEndObject();
  }
}
