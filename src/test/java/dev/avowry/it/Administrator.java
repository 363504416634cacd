package dev.avowry.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Who comes in by the bootstrap token, and calls the API at one replica. */
final class Administrator {
  static final ObjectMapper JSON = new ObjectMapper();

  private final AvowryProcess at;
  private String token = "";

  Administrator(AvowryProcess at) {
    this.at = at;
  }

  /** The same person, at another replica. */
  Administrator at(AvowryProcess other) {
    Administrator moved = new Administrator(other);
    moved.token = token;
    return moved;
  }

  HttpResponse<String> redeem(String bootstrapToken) throws IOException, InterruptedException {
    return at.send(
        HttpRequest.newBuilder(at.uri("/v1/bootstrap"))
            .header("Authorization", "Bearer " + bootstrapToken)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  void comeInBy(String bootstrapToken) throws IOException, InterruptedException {
    token = JSON.readTree(redeem(bootstrapToken).body()).get("access_token").asText();
  }

  void comeInWith(String accessToken) {
    token = accessToken;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return at.send(authorized(path));
  }

  /** A request in their name, to be completed. */
  HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(at.uri(path)).header("Authorization", "Bearer " + token);
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return at.send(
        authorized(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Posts what must succeed. */
  JsonNode make(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path, json);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
