package dev.avowry.testing;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/**
 * An agent that is connected, and the human who did it.
 *
 * @param provider its id
 * @param id of the connection
 * @param secret of its access token
 */
public record TestConnection(
    SignedInHuman human, TestClient client, String provider, String id, String secret) {
  /** One that is made from beginning to end, by the pages. */
  public static TestConnection make(FarProvider far) {
    SignedInHuman human = SignedInHuman.sponsor("Dorothy Vaughan");
    return make(far, far.register(), human, human.agent("planner"));
  }

  /** The same of that human's agent, at that provider. */
  public static TestConnection make(
      FarProvider far, String provider, SignedInHuman human, TestClient agent) {
    String location = begun(begin(human, agent, provider));
    back(human, provider, far.consent(location)).then().statusCode(303);
    return of(human, agent, provider);
  }

  /** That of the agent at that provider, as it is now. */
  public static TestConnection of(SignedInHuman human, TestClient agent, String provider) {
    Response list = list(Api.admin(), agent.id());
    String its = "items.find { it.provider == '%s' }.".formatted(provider);
    return new TestConnection(
        human, agent, provider, list.path(its + "id"), list.path(its + "secret"));
  }

  /** The human begins. */
  public static Response begin(SignedInHuman human, TestClient agent, String provider) {
    return begin(human, agent, provider, "");
  }

  /** The same for some of what the provider has. */
  public static Response begin(
      SignedInHuman human, TestClient agent, String provider, String scopes) {
    return human
        .browser()
        .form()
        .formParam("provider", provider)
        .formParam("scopes", scopes)
        .post("/console/agents/{id}/connections", agent.id());
  }

  /** Where they are led. */
  public static String begun(Response answer) {
    return answer.then().statusCode(303).extract().header("Location");
  }

  /** They come back with that. */
  public static Response back(SignedInHuman human, String provider, Map<String, String> query) {
    return back(human.browser(), provider, query);
  }

  /** The same in a browser of theirs, or of somebody else's. */
  public static Response back(TestBrowser browser, String provider, Map<String, String> query) {
    return browser
        .get()
        .queryParams(query)
        .get("/console/connections/callback/{provider}", provider);
  }

  /** Those of an agent. */
  public static Response list(RequestSpecification as, String agent) {
    Response answer = as.get("/v1/agents/{id}/connections", agent);
    answer.then().statusCode(200);
    return answer;
  }

  /** One of the members of it, as it is now; "null" when it has none of that name. */
  public String member(String name) {
    Object value =
        list(Api.admin(), agent()).path("items.find { it.id == '%s' }.%s".formatted(id, name));
    return String.valueOf(value);
  }

  /** The agent. */
  public String agent() {
    return client.id();
  }
}
