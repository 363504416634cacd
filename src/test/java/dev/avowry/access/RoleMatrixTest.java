package dev.avowry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Contract;
import dev.avowry.testing.Contract.Described;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestHuman;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every role against every operation of the contract, and what is its own against what is not
 * . The matrix is written down here once more, by operation and not by permission: an
 * operation that is added to the contract fails until somebody has said who may.
 */
@AvowryTest
class RoleMatrixTest {
  private static final List<String> ROLES =
      List.of("admin", "security", "auditor", "operator", "sponsor", "agent");

  /** e: for every tree, b: for what is below, -: not at all. In the order of {@link #ROLES}. */
  private static final String MATRIX =
      """
      acceptAgent             e - - - b -
      acknowledgeHandOver     e - - - b -
      acknowledgeRevocations  e - - - - -
      addCoSponsor            e - - - b -
      addCredential           e - - - b -
      addFederationRule       e - - - - -
      addSubject              e - - - - -
      addSuccessor            b b b b - b
      adoptWorkload           e - - - - -
      approveRevocation       e e - - - -
      askApproval             b b b b - b
      changeTrustedIssuer     e - - - - -
      confirmCredential       e - - - b -
      createStream            e - - - - -
      declineHandOver         e - - - b -
      deleteStream            e - - - - -
      endConnection           e - - - b -
      explainToken            e e e - - -
      grantRole               e - - - - -
      inviteAgain             e - - - - -
      issueCertificate        b - - - - -
      issueJwtSvid            b - - - - -
      giveAgentRole           e - - - - -
      giveMailbox             e - - - b -
      awaitCode               - - - - - -
      listMail                - - - - b -
      markMail                - - - - - -
      readMail                - - - - b -
      searchMail              - - - - b -
      allowMail               e - - - b -
      readMailAllowance       e e e b b b
      sendMail                - - - - - -
      replyToMail             - - - - - -
      listSentMail            - - - - b -
      readSentMail            - - - - b -
      readMailbox             e e e b b b
      leaveSponsor            e e - - - -
      listAgentRoles          e e e - - -
      listAgents              e e e b b b
      listApprovalRules       e e e e - -
      listApprovals           e e e b b b
      listCheckpoints         e e e - - -
      listConnections         e e e b b b
      listCoSponsors          e e e - b -
      listCredentials         e e e b b b
      listDetailTypes         e e e e - -
      listEvents              e e e - - -
      listFederationRules     e e e - - -
      listHandOvers           e e e - b -
      listKeys                e e e e - -
      listPendingRevocations  e e e - - -
      listProviders           e e e - - -
      listProvisioners        e e e - - -
      listRegistrationTokens  e e e - - -
      listResources           e e e e - -
      listRoles               e e e - - -
      listRolesOfAgent        e e e b b b
      listSigningKeys         e e e b b b
      listSponsors            e e e - - -
      listSponsorships        e e e - b -
      listTrustedIssuers      e e e - - -
      listVerifiers           e e e e - -
      listWorkloads           e e e - - -
      makeAccountLink         e - - - - -
      makeAgentRole           e - - - - -
      makeDelegation          b b b b - b
      makeProvisioner         e - - - - -
      makeRegistrationToken   e - - - - -
      nameSuccession          e - - - b -
      offerHandOver           e - - - b -
      orderRevocation         e e b b b b
      pollStream              e - - - - -
      proveConsistency        e e e - - -
      proveInclusion          e e e - - -
      putApprovalRule         e - - - - -
      readAgent               e e e b b b
      readApproval            e e e b b b
      readEntries             e e e - - -
      readHandOver            e e e - b -
      readInvitation          e - - - - -
      readMe                  b b b b b b
      readObligations         e e e - b -
      readProvider            e e e - - -
      readReceipt             e e e b b b
      readRegistrationToken   e e e - - -
      readRevocationLatency   e e e e - -
      readSponsor             e e e - b -
      readStreamStatus        e - - - - -
      readStreams             e - - - - -
      readSuccession          e e e - b -
      readTree                e e e b b b
      readTrustedIssuer       e e e - - -
      readWorkload            e e e - - -
      recordActions           b b b b - b
      registerAgent           e - - - b -
      registerDetailType      e - - - - -
      registerProvider        e - - - - -
      registerResource        e - - e - -
      registerSponsor         e - - - - -
      registerTrustedIssuer   e - - - - -
      registerVerifier        e - - e - -
      rejectWorkload          e - - - - -
      removeApprovalRule      e - - - - -
      removeCoSponsor         e - - - b -
      removeFederationRule    e - - - - -
      removeProvider          e - - - - -
      removeProvisioner       e - - - - -
      removeRole              e - - - - -
      removeSubject           e - - - - -
      removeTrustedIssuer     e - - - - -
      removeVerifier          e - - e - -
      renewLease              e - - - b -
      replaceProvisionerToken e - - - - -
      replaceStream           e - - - - -
      returnSponsor           e e - - - -
      describeSecret          e - - - b -
      grantSecret             e - - - b -
      importSecrets           e - - - b -
      keepSecret              e - - - b -
      keepFactor              e - - - b -
      giveCode                - - - - - -
      replaceFactor           e - - - b -
      giveBackupCode          - - - - - -
      listFolders             e e e - b -
      listSecrets             e e e - b -
      listVaultGrants         e e e - b -
      listVersions            e e e - b -
      makeFolder              e - - - b -
      readPlaintext           - - - - - -
      sendWithSecret          - - - - - -
      readRotator             e e e - b -
      readSecret              e e e - b -
      readWorklist            e e e - b -
      removeRotator           e - - - b -
      removeSecret            e - - - b -
      replaceSecret           e - - - b -
      rotateSecret            e - - - b -
      setRotator              e - - - b -
      reportSecret            - - - - - -
      withdrawVaultGrant      e - - - b -
      revokeRegistrationToken e - - - - -
      rotateKey               e - - e - -
      rotateSigningKey        e - - - b -
      setStreamStatus         e - - - - -
      sign                    b - - - - -
      updateStream            e - - - - -
      verify                  b b b b b b
      verifyStream            e - - - - -
      widenAgentRole          e - - - - -
      withdrawHandOver        e - - - b -
      withdrawInvitation      e - - - - -
      """;

  /** Operations that name a node, with what they are asked for it. */
  private static final Map<String, Function<Asked, Response>> ON_A_NODE =
      new TreeMap<>(
          Map.of(
              "listConnections", it -> it.as().get("/v1/agents/{id}/connections", it.agent()),
              "listSigningKeys", it -> it.as().get("/v1/agents/{id}/signing-keys", it.agent()),
              "readAgent", it -> it.as().get("/v1/agents/{id}", it.agent()),
              "listCredentials", it -> it.as().get("/v1/agents/{id}/credentials", it.agent()),
              "readTree", it -> it.as().get("/v1/nodes/{id}/tree", it.agent()),
              "readSponsor", it -> it.as().get("/v1/sponsors/{id}", it.sponsor()),
              "orderRevocation",
                  it ->
                      it.as()
                          .body(Api.order("suspend", "agent", it.agent(), true))
                          .post("/v1/revocations"),
              "addCredential",
                  it ->
                      it.as()
                          .body(Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject()))
                          .post("/v1/agents/{id}/credentials", it.agent())));

  private record Asked(String token, String agent, String sponsor) {
    RequestSpecification as() {
      return Api.as(token);
    }
  }

  /** Shorter than a token lives. */
  private static final Duration FRESH = Duration.ofMinutes(3);

  private static String others = "";
  private static Map<String, Asked> own = Map.of();
  private static Instant made = Instant.EPOCH;

  /** A sponsor with an agent below an agent, for each role; and somebody else's. */
  @BeforeEach
  void trees() {
    if (made.plus(FRESH).isAfter(Instant.now())) {
      return;
    }
    String mine = Api.sponsor();
    others = Api.sponsor();
    made = Instant.now();
    own = ROLES.stream().collect(Collectors.toMap(Function.identity(), role -> asked(role, mine)));
  }

  /** What the role is called with, and what is below it. */
  private static Asked asked(String role, String sponsor) {
    if (role.equals("sponsor")) {
      TestClient agent = Api.agent(sponsor).register();
      return new Asked(new TestHuman(sponsor).token(Set.of()), agent.id(), sponsor);
    }
    TestClient agent =
        Api.agent(sponsor).with("scopes", List.of(role, "agents:spawn", "read")).register();
    TestClient child = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
    return new Asked(agent.ownToken(role.equals("agent") ? "read" : role), child.id(), sponsor);
  }

  static Stream<String> operations() {
    return Contract.operations().stream()
        .filter(operation -> operation.schemes().contains("bearer"))
        .map(Described::id);
  }

  @Test
  @DisplayName("every operation that wants a token stands in the matrix, and no other")
  void nothingIsMissing() {
    assertEquals(
        operations().collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(matrix().keySet()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  @DisplayName("each role is let in where the matrix says so, and nowhere else")
  void letsInWhoMay(String operation) {
    Described described =
        Contract.operations().stream()
            .filter(it -> it.id().equals(operation))
            .findFirst()
            .orElseThrow();
    Map<String, Boolean> expected = new LinkedHashMap<>();
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (String role : ROLES) {
      expected.put(role, reach(operation, role) != '-');
      found.put(role, isLetIn(described, of(role).token()));
    }
    assertEquals(expected, found);
  }

  /** With a body and ids that name nothing, so that whoever is let in does no harm. */
  private static boolean isLetIn(Described operation, String token) {
    RequestSpecification request = Api.as(token);
    if (Set.of("POST", "PUT", "PATCH").contains(operation.method())) {
      request = request.body("{\"member\": \"that nobody asked for\"}");
    }
    String path =
        operation
            .path()
            .replace("{role}", "auditor")
            .replaceAll("\\{(seq|index|level)\\}", "0")
            .replace("{jti}", "AAAAAAAAAAAAAAAAAAAAAA")
            .replaceAll("\\{[a-z]+\\}", "AAAAAAAAAAA");
    Response answer = request.request(operation.method(), path);
    return answer.statusCode() != 401 && answer.statusCode() != 403;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  @DisplayName("what is below is there for who may, and what is not is not there")
  void reachesAsFarAsItMay(String operation) {
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> found = new LinkedHashMap<>();
    String stranger = Api.agent(others).register().id();
    for (String role : ROLES) {
      char reach = reach(operation, role);
      if (reach == '-') {
        continue;
      }
      Asked other = new Asked(of(role).token(), stranger, others);
      expected.put(role, "own: there, others': " + (reach == 'e' ? "there" : "404"));
      found.put(
          role,
          "own: %s, others': %s".formatted(seen(operation, of(role)), seen(operation, other)));
    }
    assertEquals(expected, found);
  }

  private static String seen(String operation, Asked asked) {
    Response answer = Optional.ofNullable(ON_A_NODE.get(operation)).orElseThrow().apply(asked);
    return answer.statusCode() < 300 ? "there" : Integer.toString(answer.statusCode());
  }

  private Asked of(String role) {
    return Optional.ofNullable(own.get(role)).orElseThrow();
  }

  static Stream<String> nodes() {
    return ON_A_NODE.keySet().stream();
  }

  private static char reach(String operation, String role) {
    return Optional.ofNullable(matrix().get(operation))
        .orElseThrow()
        .get(ROLES.indexOf(role))
        .charAt(0);
  }

  private static Map<String, List<String>> matrix() {
    return MATRIX
        .lines()
        .map(line -> line.trim().split(" +", -1))
        .collect(
            Collectors.toMap(
                cells -> cells[0], cells -> Arrays.asList(cells).subList(1, cells.length)));
  }
}
