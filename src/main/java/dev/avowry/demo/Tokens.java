package dev.avowry.demo;

import static java.util.Map.entry;

import java.util.Map;

/** What agents ask of the OAuth endpoints. */
final class Tokens {
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  private static final String[] CLAIMS = {
    "sub", "aud", "scope", "act", "may_act", "sponsor", "exp", "status"
  };

  private final Api api;
  private final String issuer;
  private final Narrator narrator;

  Tokens(Api api, String issuer, Narrator narrator) {
    this.api = api;
    this.issuer = issuer;
    this.narrator = narrator;
  }

  /** RFC 6749 §4.4: on the agent's own behalf. */
  String own(Player agent, String resource, String scope) {
    return mint(agent, ownForm(resource, scope));
  }

  /** The same, naming in {@code may_act} who may exchange the token. */
  String ownFor(Player agent, String resource, String scope, Player actor) {
    Map<String, String> form = ownForm(resource, scope);
    form.put("requested_actor", actor.id());
    return mint(agent, form);
  }

  /** RFC 8693: the agent acts for whoever the subject token was issued to. */
  String exchanged(Player agent, String subjectToken, String scope) {
    return mint(agent, exchangeForm(subjectToken, scope));
  }

  /** The same, naming who may exchange it again. */
  String exchangedFor(Player agent, String subjectToken, String scope, Player actor) {
    Map<String, String> form = exchangeForm(subjectToken, scope);
    form.put("requested_actor", actor.id());
    return mint(agent, form);
  }

  /** A mint that has to fail, because the agent is no more. */
  void isRefused(Player agent) {
    Answer answer =
        api.submit("/token", agent.proves(issuer, ownForm(Walk.ORDERS, "orders:read"))).expect(401);
    narrator.shows(answer.body(), "error", "error_description");
  }

  /** RFC 7662: whether the token is active, as a resource server is told. */
  void introspect(Player resourceServer, String token, boolean expected) {
    Answer answer =
        api.submit("/introspect", resourceServer.proves(issuer, Json.object(entry("token", token))))
            .expect(200);
    narrator.shows(answer.body(), "active", "sub", "act", "scope", "exp");
    if (!Boolean.valueOf(expected).equals(answer.body().get("active"))) {
      throw new Ended("introspection should have said active: " + expected + ".");
    }
  }

  private static Map<String, String> ownForm(String resource, String scope) {
    return Json.object(
        entry("grant_type", "client_credentials"),
        entry("resource", resource),
        entry("scope", scope));
  }

  private static Map<String, String> exchangeForm(String subjectToken, String scope) {
    return Json.object(
        entry("grant_type", EXCHANGE),
        entry("subject_token", subjectToken),
        entry("subject_token_type", ACCESS_TOKEN),
        entry("scope", scope));
  }

  private String mint(Player agent, Map<String, String> form) {
    Answer answer = api.submit("/token", agent.proves(issuer, form)).expect(200);
    narrator.shows(answer.body(), "access_token", "expires_in");
    String token = answer.text("access_token");
    narrator.detail("its claims:");
    narrator.shows(Json.claims(token), CLAIMS);
    return token;
  }
}
