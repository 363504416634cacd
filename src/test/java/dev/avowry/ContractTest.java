package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.RestAssuredRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Contract;
import dev.avowry.testing.Contract.Described;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.FarProvider;
import dev.avowry.testing.FarServer;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.Registrant;
import dev.avowry.testing.Rows;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.StatusReader;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestConnection;
import dev.avowry.testing.TestCsr;
import dev.avowry.testing.TestDevice;
import dev.avowry.testing.TestDirectory;
import dev.avowry.testing.TestFactor;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.TestMailbox;
import dev.avowry.testing.TestMcp;
import dev.avowry.testing.TestReceiver;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.TestSigner;
import dev.avowry.testing.TestSuccessor;
import io.restassured.RestAssured;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service keeps its contract: each described operation, asked as described. */
@AvowryTest
class ContractTest {
  private static final FarProvider PROVIDER = FarProvider.start();

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final OpenApiInteractionValidator CONTRACT = Contract.validator();

  /** A good request for each operation, made from a request that says what is accepted. */
  private static final Map<String, Function<RequestSpecification, Response>> CALLS =
      Map.ofEntries(
          Map.entry(
              "readAuthorizationServerMetadata",
              it -> it.get("/.well-known/oauth-authorization-server")),
          Map.entry("readOpenIdConfiguration", it -> it.get("/.well-known/openid-configuration")),
          Map.entry(
              "readProtectedResourceMetadata",
              it -> it.get("/.well-known/oauth-protected-resource")),
          Map.entry("readJwks", it -> it.get("/jwks")),
          Map.entry("readContract", it -> it.get("/openapi.yaml")),
          Map.entry("readTrustBundle", it -> it.get("/.well-known/spiffe-bundle")),
          Map.entry(
              "issueCertificate",
              it ->
                  it.spec(Api.as(TestCsr.agent().ownToken("svids:issue")))
                      .body(Map.of("csr", TestCsr.of(TestCertificate.newKey())))
                      .post("/v1/certificates")),
          Map.entry(
              "issueJwtSvid",
              it ->
                  it.spec(Api.as(TestCsr.agent().ownToken("svids:issue")))
                      .body(Map.of("audience", List.of(Api.ORDERS)))
                      .post("/v1/jwt-svids")),
          Map.entry("sign", it -> sign(it, TestSigner.agent())),
          Map.entry(
              "verify",
              it ->
                  it.spec(own(agent()))
                      .body(Map.of("jws", TestSigner.jws(TestSigner.agent(), "{}")))
                      .post("/v1/verify")),
          Map.entry(
              "listSigningKeys",
              it -> it.spec(admin()).get("/v1/agents/{id}/signing-keys", signer().id())),
          Map.entry(
              "rotateSigningKey",
              it ->
                  it.spec(admin())
                      .body(Map.of("alg", "EdDSA"))
                      .post("/v1/agents/{id}/signing-keys/rotate", signer().id())),
          Map.entry(
              "readSigningKeys", it -> it.get("/v1/agents/{id}/signing-keys/jwks", signer().id())),
          Map.entry(
              "readKeyDirectory", it -> it.get("/.well-known/http-message-signatures-directory")),
          Map.entry("redeemBootstrapToken", ContractTest::redeemBootstrapToken),
          Map.entry("registerSponsor", ContractTest::registerSponsor),
          Map.entry("listSponsors", it -> it.spec(admin()).get("/v1/sponsors?limit=2")),
          Map.entry(
              "makeAccountLink",
              it -> it.spec(admin()).post("/v1/sponsors/{id}/account-links", Api.sponsor())),
          Map.entry(
              "giveMailbox",
              it ->
                  it.spec(admin())
                      .body(Map.of("local_part", TestMailbox.newName()))
                      .put("/v1/agents/{id}/mailbox", agent().id())),
          Map.entry(
              "readMailbox",
              it -> it.spec(admin()).get("/v1/agents/{id}/mailbox", TestMailbox.make().agent())),
          Map.entry("listMail", it -> it.spec(mailReader(mail())).get("/v1/mail")),
          Map.entry(
              "searchMail",
              it ->
                  it.spec(mailReader(mail()))
                      .body(Map.of("words", "a letter"))
                      .post("/v1/mail/search")),
          Map.entry(
              "awaitCode",
              it ->
                  it.spec(mailReader(mail()))
                      .body(Map.of("sender_domain", "peer.example", "wait_seconds", 0))
                      .post("/v1/mail/await-code")),
          Map.entry("readMail", ContractTest::readMail),
          Map.entry("markMail", ContractTest::markMail),
          Map.entry(
              "allowMail",
              it ->
                  it.spec(admin())
                      .body(TestMailbox.allowance(1, "ada@example.com"))
                      .put("/v1/agents/{id}/mailbox/sending", TestMailbox.make().agent())),
          Map.entry(
              "readMailAllowance",
              it ->
                  it.spec(admin())
                      .get("/v1/agents/{id}/mailbox/sending", TestMailbox.make().agent())),
          Map.entry(
              "sendMail",
              it ->
                  it.spec(mailSender(TestMailbox.make().allow(1, "ada@example.com")))
                      .body(TestMailbox.toSend("ada@example.com"))
                      .post("/v1/mail/send")),
          Map.entry("replyToMail", ContractTest::replyToMail),
          Map.entry(
              "listSentMail", it -> it.spec(mailSender(TestMailbox.make())).get("/v1/mail/sent")),
          Map.entry("readSentMail", ContractTest::readSentMail),
          Map.entry("readSponsor", it -> it.spec(admin()).get("/v1/sponsors/{id}", Api.sponsor())),
          Map.entry(
              "leaveSponsor",
              it -> it.spec(admin()).put("/v1/sponsors/{id}/departure", Api.sponsor())),
          Map.entry(
              "returnSponsor",
              it -> it.spec(admin()).delete("/v1/sponsors/{id}/departure", Api.sponsor())),
          Map.entry(
              "readSuccession",
              it -> it.spec(admin()).get("/v1/sponsors/{id}/succession", Api.sponsor())),
          Map.entry(
              "nameSuccession",
              it ->
                  it.spec(admin())
                      .body(Map.of("successor", Api.sponsor(), "manager", Api.sponsor()))
                      .put("/v1/sponsors/{id}/succession", Api.sponsor())),
          Map.entry(
              "listCoSponsors",
              it -> it.spec(admin()).get("/v1/agents/{id}/co-sponsors", coSponsored().id())),
          Map.entry(
              "addCoSponsor",
              it ->
                  it.spec(admin())
                      .put("/v1/agents/{id}/co-sponsors/{to}", agent().id(), Api.sponsor())),
          Map.entry(
              "removeCoSponsor",
              it ->
                  it.spec(admin())
                      .delete("/v1/agents/{id}/co-sponsors/{to}", agent().id(), Api.sponsor())),
          Map.entry(
              "offerHandOver",
              it -> it.spec(admin()).body(handOver(Api.sponsor())).post("/v1/hand-overs")),
          Map.entry(
              "listHandOvers",
              it -> {
                handedOver(Api.sponsor());
                return it.spec(admin()).get("/v1/hand-overs?state=offered&limit=1");
              }),
          Map.entry(
              "readHandOver",
              it -> it.spec(admin()).get("/v1/hand-overs/{id}", handedOver(Api.sponsor()))),
          Map.entry(
              "withdrawHandOver",
              it -> it.spec(admin()).delete("/v1/hand-overs/{id}", handedOver(Api.sponsor()))),
          Map.entry(
              "acknowledgeHandOver",
              it -> {
                TestHuman to = TestHuman.sponsor();
                return it.spec(to.as())
                    .post("/v1/hand-overs/{id}/acknowledgement", handedOver(to.id()));
              }),
          Map.entry(
              "declineHandOver",
              it -> {
                TestHuman to = TestHuman.sponsor();
                return it.spec(to.as()).post("/v1/hand-overs/{id}/refusal", handedOver(to.id()));
              }),
          Map.entry(
              "readInvitation",
              it -> it.spec(admin()).get("/v1/sponsors/{id}/invitation", invited("id"))),
          Map.entry(
              "inviteAgain",
              it -> it.spec(admin()).post("/v1/sponsors/{id}/invitation", invited("id"))),
          Map.entry(
              "withdrawInvitation",
              it -> it.spec(admin()).delete("/v1/sponsors/{id}/invitation", invited("id"))),
          Map.entry(
              "acceptInvitation",
              it ->
                  it.header("Authorization", "Bearer " + invited("invitation.token"))
                      .post("/v1/invitations/acceptance")),
          Map.entry(
              "acceptAgent",
              it -> {
                TestHuman human = TestHuman.sponsor();
                return it.spec(human.as()).post("/v1/agents/{id}/acceptance", human.agent().id());
              }),
          Map.entry(
              "renewLease",
              it -> {
                TestHuman human = TestHuman.sponsor();
                return it.spec(human.as()).post("/v1/agents/{id}/renewal", human.agent().id());
              }),
          Map.entry(
              "listSponsorships",
              it -> {
                TestHuman human = TestHuman.sponsor();
                human.as().post("/v1/agents/{id}/renewal", human.agent().id());
                return it.spec(admin()).get("/v1/sponsorships?due=2100-01-01T00:00:00Z&limit=1");
              }),
          Map.entry(
              "readObligations",
              it -> {
                String to = Api.sponsor();
                handedOver(to);
                return it.spec(admin()).get("/v1/sponsors/{id}/obligations", to);
              }),
          Map.entry("registerAgent", ContractTest::registerAgent),
          Map.entry(
              "listAgents",
              it -> it.spec(admin()).get("/v1/agents?kind=ai_agent&state=live&limit=2")),
          Map.entry("readAgent", it -> it.spec(admin()).get("/v1/agents/{id}", agent().id())),
          Map.entry(
              "listCredentials",
              it -> it.spec(admin()).get("/v1/agents/{id}/credentials", agent().id())),
          Map.entry("addCredential", ContractTest::addCredential),
          Map.entry("addSuccessor", it -> TestSuccessor.of(agent()).add(it)),
          Map.entry(
              "confirmCredential",
              it -> {
                TestClient agent = agent();
                String added = TestSuccessor.of(agent).added();
                return it.spec(admin())
                    .post(
                        "/v1/agents/{id}/credentials/{credential}/confirmation", agent.id(), added);
              }),
          Map.entry("grantToken", ContractTest::grantToken),
          Map.entry(
              "pushAuthorizationRequest",
              it -> {
                TestClient client = TestLoan.asking(Api.sponsor()).register();
                return it.spec(client.form())
                    .formParams(TestAuthorization.of(client.id()).parameters())
                    .post("/par");
              }),
          Map.entry(
              "authorizeDevice",
              it -> {
                TestClient client = TestDevice.agent(Api.sponsor()).register();
                return it.spec(client.form()).formParam("scope", "read").post(TestDevice.PATH);
              }),
          Map.entry(
              "readUserinfo",
              it -> it.header("Authorization", "Bearer " + identified()).get("/userinfo")),
          Map.entry(
              "readUserinfoByForm",
              it -> it.contentType(FORM).formParam("access_token", identified()).post("/userinfo")),
          Map.entry(
              "askBackchannel",
              it -> {
                String sponsor = Api.sponsor();
                TestApproval asked = TestApproval.by(Api.agent(sponsor).register(), sponsor);
                return it.spec(asked.client().form())
                    .formParams(asked.parameters())
                    .post("/bc-authorize");
              }),
          Map.entry(
              "askApproval",
              it ->
                  it.spec(Api.as(Api.agent(Api.sponsor()).register().ownToken("read")))
                      .body(TestApproval.petition())
                      .post("/v1/approvals")),
          Map.entry(
              "listApprovals",
              it -> {
                TestApproval.asked();
                return it.spec(admin()).get("/v1/approvals?limit=1");
              }),
          Map.entry(
              "readApproval",
              it -> it.spec(admin()).get("/v1/approvals/{id}", TestApproval.asked().id())),
          Map.entry(
              "putApprovalRule",
              it -> it.spec(admin()).body(approvalRule()).put("/v1/approval-rules")),
          Map.entry(
              "listApprovalRules",
              it -> {
                admin().body(approvalRule()).put("/v1/approval-rules").then().statusCode(200);
                return it.spec(admin()).get("/v1/approval-rules");
              }),
          Map.entry(
              "removeApprovalRule",
              it -> {
                Map<String, Object> rule = approvalRule();
                admin().body(rule).put("/v1/approval-rules").then().statusCode(200);
                return it.spec(admin())
                    .delete("/v1/approval-rules?scope={scope}", rule.get("scope"));
              }),
          Map.entry("introspectToken", it -> about(it, agent(), "/introspect")),
          Map.entry("revokeToken", it -> about(it, agent(), "/revoke")),
          Map.entry("readMe", it -> it.spec(own(agent())).get("/v1/me")),
          Map.entry(
              "makeDelegation",
              it ->
                  it.spec(own(agent()))
                      .body(Map.of("actor", agent().id()))
                      .post("/v1/delegations")),
          Map.entry(
              "readTree", it -> it.spec(admin()).get("/v1/nodes/{id}/tree?limit=1", Api.sponsor())),
          Map.entry(
              "orderRevocation",
              it ->
                  it.spec(admin())
                      .body(Api.order("suspend", "agent", agent().id(), false))
                      .post("/v1/revocations")),
          Map.entry(
              "listPendingRevocations", it -> it.spec(admin()).get("/v1/revocations/pending")),
          Map.entry("approveRevocation", ContractTest::approveRevocation),
          Map.entry("readRevocations", it -> it.get("/revocations")),
          Map.entry(
              "streamRevocations", it -> it.header("Prefer", "wait=1").get("/revocations/stream")),
          Map.entry("acknowledgeRevocations", ContractTest::acknowledgeRevocations),
          Map.entry(
              "readReceipt",
              it -> it.spec(admin()).get("/v1/revocations/{seq}/receipt", revoked(agent()))),
          Map.entry(
              "registerVerifier",
              it -> it.spec(admin()).body(verifier(agent())).post("/v1/verifiers")),
          Map.entry(
              "readRevocationLatency",
              it -> it.spec(admin()).get("/v1/revocations/latency?limit=2")),
          Map.entry(
              "listVerifiers",
              it -> {
                verifies(agent());
                return it.spec(admin()).get("/v1/verifiers?limit=2");
              }),
          Map.entry(
              "removeVerifier",
              it -> it.spec(admin()).delete("/v1/verifiers/{id}", verifies(agent()).id())),
          Map.entry(
              "makeRegistrationToken",
              it -> it.spec(admin()).body(Registrant.token()).post("/v1/registration-tokens")),
          Map.entry(
              "listRegistrationTokens",
              it -> {
                Registrant.made();
                return it.spec(admin()).get("/v1/registration-tokens?limit=1");
              }),
          Map.entry(
              "readRegistrationToken",
              it ->
                  it.spec(admin())
                      .get("/v1/registration-tokens/{id}", Registrant.made().getString("id"))),
          Map.entry(
              "revokeRegistrationToken",
              it ->
                  it.spec(admin())
                      .delete("/v1/registration-tokens/{id}", Registrant.made().getString("id"))),
          Map.entry(
              "registerClient",
              it ->
                  it.spec(Registrant.with(Registrant.made().getString("token")))
                      .body(Registrant.metadata(TestClient.newKey()))
                      .post("/register")),
          Map.entry(
              "readRegisteredClient",
              it -> {
                Registrant client = Registrant.registered();
                return it.spec(Registrant.with(client.access()))
                    .get("/register/{client}", client.id());
              }),
          Map.entry(
              "replaceRegisteredClient",
              it -> {
                Registrant client = Registrant.registered();
                return it.spec(Registrant.with(client.access()))
                    .body(client.update(Map.of()))
                    .put("/register/{client}", client.id());
              }),
          Map.entry(
              "deleteRegisteredClient",
              it -> {
                Registrant client = Registrant.registered();
                return it.spec(Registrant.with(client.access()))
                    .delete("/register/{client}", client.id());
              }),
          Map.entry(
              "registerTrustedIssuer",
              it -> it.spec(admin()).body(trust()).post("/v1/trusted-issuers")),
          Map.entry(
              "listTrustedIssuers",
              it -> {
                trusted();
                return it.spec(admin()).get("/v1/trusted-issuers");
              }),
          Map.entry(
              "readTrustedIssuer",
              it -> it.spec(admin()).get("/v1/trusted-issuers/{id}", trusted())),
          Map.entry(
              "changeTrustedIssuer",
              it ->
                  it.spec(admin())
                      .body(Map.of("state", "suspended"))
                      .patch("/v1/trusted-issuers/{id}", trusted())),
          Map.entry(
              "removeTrustedIssuer",
              it -> it.spec(admin()).delete("/v1/trusted-issuers/{id}", trusted())),
          Map.entry(
              "addFederationRule",
              it ->
                  it.spec(admin()).body(rule()).post("/v1/trusted-issuers/{id}/rules", trusted())),
          Map.entry(
              "listFederationRules",
              it -> {
                String trust = trusted();
                ruled(trust);
                return it.spec(admin()).get("/v1/trusted-issuers/{id}/rules", trust);
              }),
          Map.entry(
              "removeFederationRule",
              it -> {
                String trust = trusted();
                return it.spec(admin())
                    .delete("/v1/trusted-issuers/{id}/rules/{rule}", trust, ruled(trust));
              }),
          Map.entry(
              "registerProvider",
              it -> it.spec(admin()).body(PROVIDER.body()).post("/v1/providers")),
          Map.entry("listProviders", it -> it.spec(admin()).get("/v1/providers")),
          Map.entry(
              "readProvider",
              it -> it.spec(admin()).get("/v1/providers/{id}", PROVIDER.register())),
          Map.entry(
              "removeProvider",
              it -> it.spec(admin()).delete("/v1/providers/{id}", PROVIDER.register())),
          Map.entry(
              "listConnections",
              it ->
                  it.spec(admin())
                      .get("/v1/agents/{id}/connections", TestConnection.make(PROVIDER).agent())),
          Map.entry(
              "endConnection",
              it -> {
                TestConnection made = TestConnection.make(PROVIDER);
                return it.spec(admin())
                    .delete("/v1/agents/{id}/connections/{connection}", made.agent(), made.id());
              }),
          Map.entry(
              "makeProvisioner",
              it -> it.spec(admin()).body(Map.of("name", "directory")).post("/v1/provisioners")),
          Map.entry("listProvisioners", it -> it.spec(admin()).get("/v1/provisioners")),
          Map.entry(
              "replaceProvisionerToken",
              it ->
                  it.spec(admin()).post("/v1/provisioners/{id}/token", TestDirectory.make().id())),
          Map.entry(
              "removeProvisioner",
              it -> it.spec(admin()).delete("/v1/provisioners/{id}", TestDirectory.make().id())),
          Map.entry("listUsers", it -> it.spec(directory().as()).get("/scim/v2/Users?count=1")),
          Map.entry(
              "createUser",
              it -> it.spec(directory().as()).body(TestDirectory.user()).post("/scim/v2/Users")),
          Map.entry(
              "readUser",
              it -> it.spec(directory().as()).get("/scim/v2/Users/{id}", directory().added())),
          Map.entry(
              "replaceUser",
              it ->
                  it.spec(directory().as())
                      .body(TestDirectory.user())
                      .put("/scim/v2/Users/{id}", directory().added())),
          Map.entry(
              "patchUser",
              it ->
                  it.spec(directory().as())
                      .body(TestDirectory.replacing("active", false))
                      .patch("/scim/v2/Users/{id}", directory().added())),
          Map.entry(
              "deleteUser",
              it -> it.spec(directory().as()).delete("/scim/v2/Users/{id}", directory().added())),
          Map.entry("readServiceProviderConfig", it -> it.get("/scim/v2/ServiceProviderConfig")),
          Map.entry("listResourceTypes", it -> it.get("/scim/v2/ResourceTypes")),
          Map.entry("listSchemas", it -> it.get("/scim/v2/Schemas")),
          Map.entry(
              "revokeGlobally",
              it ->
                  it.spec(directory().json())
                      .body(Map.of("sub_id", Map.of("format", "opaque", "id", directory().added())))
                      .post("/global-token-revocation")),
          Map.entry(
              "receiveSecurityEvent",
              it -> {
                try (OutsideIssuer transmitter = OutsideIssuer.start()) {
                  TestDirectory directory = TestDirectory.signalling(transmitter);
                  return it.spec(directory.pushing())
                      .body(transmitter.signal(Map.of(), Map.of("format", "opaque", "id", "1")))
                      .post("/security-events");
                }
              }),
          Map.entry("listRoles", it -> it.spec(admin()).get("/v1/roles?limit=2")),
          Map.entry(
              "grantRole",
              it -> it.spec(admin()).put("/v1/roles/{role}/{id}", "auditor", Api.sponsor())),
          Map.entry(
              "removeRole",
              it -> it.spec(admin()).delete("/v1/roles/{role}/{id}", "auditor", Api.sponsor())),
          Map.entry(
              "listWorkloads",
              it -> {
                OutsideIssuer.quarantined();
                return it.spec(admin()).get("/v1/workloads?state=quarantined&limit=1");
              }),
          Map.entry(
              "readWorkload",
              it -> it.spec(admin()).get("/v1/workloads/{id}", OutsideIssuer.quarantined())),
          Map.entry(
              "adoptWorkload",
              it ->
                  it.spec(admin())
                      .body(
                          Map.of(
                              "name",
                              "planner",
                              "kind",
                              "workload",
                              "purpose",
                              "plans",
                              "sponsor",
                              Api.sponsor(),
                              "scopes",
                              List.of("read")))
                      .post("/v1/workloads/{id}/adoption", OutsideIssuer.quarantined())),
          Map.entry(
              "rejectWorkload",
              it -> it.spec(admin()).delete("/v1/workloads/{id}", OutsideIssuer.quarantined())),
          Map.entry("listStatusLists", it -> it.get("/statuslists")),
          Map.entry(
              "readStatusList", it -> it.get(StatusReader.place(agent().ownToken("read")).path())),
          Map.entry("registerResource", ContractTest::registerResource),
          Map.entry(
              "keepFactor",
              it -> TestFactor.tryKeep(it.spec(admin()), Map.of("uri", TestFactor.hotp()))),
          Map.entry(
              "replaceFactor",
              it ->
                  TestFactor.keep(Api.admin(), TestFactor.hotp())
                      .replace(it.spec(admin()), Map.of("uri", TestFactor.hotp()))),
          Map.entry("giveCode", ContractTest::code),
          Map.entry("giveBackupCode", ContractTest::backupCode),
          Map.entry("keepSecret", it -> TestSecret.tryKeep(it.spec(admin()), "v", Map.of())),
          Map.entry("listSecrets", it -> it.spec(admin()).get("/v1/vault")),
          Map.entry(
              "makeFolder",
              it -> it.spec(admin()).body(Map.of("name", "production")).post("/v1/vault/folders")),
          Map.entry("listFolders", it -> it.spec(admin()).get("/v1/vault/folders")),
          Map.entry(
              "readWorklist",
              it -> it.spec(admin()).get("/v1/vault/worklist?node=" + agent().id())),
          Map.entry("readSecret", it -> it.spec(admin()).get("/v1/vault/{id}", secret().id())),
          Map.entry(
              "describeSecret",
              it ->
                  it.spec(admin())
                      .body(Map.of("name", "described", "tags", List.of("a")))
                      .put("/v1/vault/{id}", secret().id())),
          Map.entry("removeSecret", it -> it.spec(admin()).delete("/v1/vault/{id}", secret().id())),
          Map.entry(
              "listVersions", it -> it.spec(admin()).get("/v1/vault/{id}/versions", secret().id())),
          Map.entry("replaceSecret", it -> secret().replace(it.spec(admin()), "w")),
          Map.entry("setRotator", it -> rotator(it.spec(admin()), secret())),
          Map.entry(
              "readRotator", it -> it.spec(admin()).get("/v1/vault/{id}/rotator", rotated().id())),
          Map.entry(
              "removeRotator",
              it -> it.spec(admin()).delete("/v1/vault/{id}/rotator", rotated().id())),
          Map.entry(
              "rotateSecret", it -> it.spec(admin()).post("/v1/vault/{id}/rotate", rotated().id())),
          Map.entry(
              "listVaultGrants",
              it -> it.spec(admin()).get("/v1/vault/{id}/grants", secret().id())),
          Map.entry(
              "grantSecret", it -> secret().tryGrant(it.spec(admin()), agent().id(), Map.of())),
          Map.entry(
              "withdrawVaultGrant",
              it -> {
                TestSecret granted = secret();
                return granted.withdraw(it.spec(admin()), granted.grant(Api.admin(), agent().id()));
              }),
          Map.entry("readPlaintext", it -> readable(it, Map.of(), "read")),
          Map.entry(
              "reportSecret",
              it -> readable(it, Map.of("version", 1, "fault", "expired"), "report")),
          Map.entry(
              "importSecrets",
              it ->
                  it.spec(admin())
                      .body(Map.of("format", "env", "content", "A_KEY=value"))
                      .post("/v1/vault/import")),
          Map.entry("sendWithSecret", ContractTest::sent),
          Map.entry("makeAgentRole", it -> it.spec(admin()).body(role()).post("/v1/agent-roles")),
          Map.entry("listAgentRoles", it -> it.spec(admin()).get("/v1/agent-roles")),
          Map.entry(
              "widenAgentRole",
              it ->
                  it.spec(admin())
                      .body(Map.of("ceiling", Map.of("scopes", List.of(), "resources", List.of())))
                      .put("/v1/agent-roles/{id}", madeRole())),
          Map.entry(
              "listRolesOfAgent",
              it -> it.spec(admin()).get("/v1/agents/{id}/roles", limitedAgent())),
          Map.entry(
              "giveAgentRole",
              it ->
                  it.spec(admin()).put("/v1/agents/{id}/roles/{role}", limitedAgent(), madeRole())),
          Map.entry("registerDetailType", ContractTest::registerDetailType),
          Map.entry(
              "listDetailTypes", it -> it.spec(admin()).get("/v1/authorization-details-types")),
          Map.entry("listResources", it -> it.spec(admin()).get("/v1/resources")),
          Map.entry("listKeys", it -> it.spec(admin()).get("/v1/keys")),
          Map.entry(
              "rotateKey",
              it -> it.spec(admin()).body(Map.of("algorithm", "EdDSA")).post("/v1/keys/rotations")),
          Map.entry("readCheckpoint", it -> overRows(1, it).get("/v1/audit/checkpoint")),
          Map.entry(
              "listCheckpoints",
              it -> overRows(1, it).spec(admin()).get("/v1/audit/checkpoints?limit=2")),
          Map.entry("readTile", it -> overRows(256, it).get("/v1/audit/tile/0/000")),
          Map.entry(
              "proveInclusion",
              it -> overRows(8, it).spec(admin()).get("/v1/audit/proofs/inclusion?index=5&size=8")),
          Map.entry(
              "proveConsistency",
              it -> overRows(8, it).spec(admin()).get("/v1/audit/proofs/consistency?from=5&to=8")),
          Map.entry("listVerifierKeys", it -> overRows(1, it).get("/v1/audit/keys")),
          Map.entry(
              "listEvents", it -> it.spec(admin()).get("/v1/audit/events?type=key_published")),
          Map.entry("explainToken", ContractTest::explainToken),
          Map.entry("recordActions", ContractTest::recordActions),
          Map.entry("readEntries", ContractTest::readEntries),
          Map.entry("readSsfConfiguration", it -> it.get("/.well-known/ssf-configuration")),
          Map.entry("createStream", ContractTest::createStream),
          Map.entry("readStreams", it -> it.spec(receiver().as()).get("/ssf/streams")),
          Map.entry("updateStream", ContractTest::updateStream),
          Map.entry(
              "replaceStream",
              it -> {
                TestReceiver receiver = receiver();
                return it.spec(receiver.as())
                    .body(Map.of("stream_id", receiver.stream()))
                    .put("/ssf/streams");
              }),
          Map.entry("deleteStream", it -> ofStream(it).delete("/ssf/streams")),
          Map.entry("readStreamStatus", it -> ofStream(it).get("/ssf/status")),
          Map.entry(
              "setStreamStatus",
              it -> toStream(it, Map.of("status", "paused")).post("/ssf/status")),
          Map.entry(
              "addSubject",
              it -> toStream(it, Map.of("subject", subject())).post("/ssf/subjects/add")),
          Map.entry(
              "removeSubject",
              it -> toStream(it, Map.of("subject", subject())).post("/ssf/subjects/remove")),
          Map.entry("verifyStream", it -> toStream(it, Map.of("state", "so")).post("/ssf/verify")),
          Map.entry(
              "pollStream",
              it -> {
                TestReceiver receiver = receiver();
                return it.spec(receiver.as())
                    .body(Map.of("returnImmediately", true))
                    .post("/ssf/poll/{id}", receiver.stream());
              }),
          Map.entry("readToolsMetadata", it -> it.get("/.well-known/oauth-protected-resource/mcp")),
          Map.entry(
              "useTools",
              it ->
                  it.spec(TestMcp.as(TestMcp.token(agent(), "read")))
                      .body(
                          TestMcp.message(
                              "tools/call",
                              Map.of("name", "identity.whoami", "arguments", Map.of())))
                      .post("/mcp")),
          Map.entry("endToolSession", ContractTest::endToolSession),
          Map.entry("readHealth", it -> it.get("/q/health")),
          Map.entry("readLiveness", it -> it.get("/q/health/live")),
          Map.entry("readReadiness", it -> it.get("/q/health/ready")),
          Map.entry("readMetrics", it -> it.get("/q/metrics")));

  private static RequestSpecification overRows(int rows, RequestSpecification request) {
    Rows.checkpointOver(rows);
    return request;
  }

  /** An operation and one of the media types that it gives. */
  record Asked(Described operation, String accept) {
    @Override
    public String toString() {
      return operation.line() + " as " + accept;
    }
  }

  static Stream<Asked> everything() {
    return Contract.operations().stream()
        .flatMap(
            operation ->
                (operation.gives().isEmpty() ? Set.of("*/*") : operation.gives())
                    .stream().map(accept -> new Asked(operation, accept)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everything")
  void keepsItsWord(Asked asked) {
    Function<RequestSpecification, Response> call =
        CALLS.getOrDefault(asked.operation().id(), missing(asked.operation()));
    Set<String> seen = new TreeSet<>();

    Response answer =
        call.apply(
            RestAssured.given()
                .accept(asked.accept())
                .filter((request, expected, context) -> held(request, expected, context, seen)));

    assertTrue(answer.statusCode() / 100 == 2, () -> "answered " + answer.statusLine());
    assertEquals(Set.of(asked.operation().id()), seen);
  }

  @Test
  @DisplayName("GET /jwks, /openapi.yaml, /revocations and the metadata: 304 to whoever has it")
  void unchangedIsNotSentAgain() {
    for (String path :
        List.of(
            "/jwks",
            "/.well-known/spiffe-bundle",
            "/openapi.yaml",
            "/revocations",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/ssf-configuration")) {
      String tag = RestAssured.get(path).header("ETag");
      Response again = RestAssured.given().header("If-None-Match", tag).get(path);
      assertEquals(304, again.statusCode(), path);
      assertEquals(tag, again.header("ETag"), path);
    }
  }

  @Test
  @DisplayName("GET /openapi.yaml: the file at the top of the repository")
  void servesThisVeryDocument() throws Exception {
    assertEquals(
        Files.readString(Path.of("openapi.yaml")),
        new String(RestAssured.get("/openapi.yaml").asByteArray(), StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("refusals: each status as it is described")
  void refusalsAreAsDescribed() {
    String mine = agent().ownToken("read");
    String tooLarge = "{\"name\": \"%s\"}".formatted("a".repeat(70_000));

    assertEquals(400, admin().body("{\"nmae\": 1}").post("/v1/sponsors").statusCode());
    assertEquals(400, RestAssured.given().contentType(FORM).post("/token").statusCode());
    assertEquals(401, RestAssured.get("/v1/me").statusCode());
    assertEquals(401, Api.as("no.such.token").get("/v1/me").statusCode());
    assertEquals(403, Api.as(mine).get("/v1/keys").statusCode());
    assertEquals(404, admin().get("/v1/agents/AAAAAAAAAAA").statusCode());
    assertEquals(406, admin().accept("text/html").get("/v1/agents").statusCode());
    assertEquals(406, RestAssured.given().accept("text/html").get("/jwks").statusCode());
    assertEquals(413, admin().body(tooLarge).post("/v1/sponsors").statusCode());
    assertEquals(415, admin().contentType(FORM).body("a=b").post("/v1/sponsors").statusCode());
    assertEquals(415, admin().body("{}").post("/token").statusCode());
  }

  /** Sends the request and holds both it and its answer to the contract. */
  private static Response held(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context,
      Set<String> seen) {
    Response answer = context.next(request, expected);
    Contract.operation(request.getMethod(), request.getDerivedPath())
        .ifPresent(operation -> seen.add(operation.id()));
    ValidationReport report = CONTRACT.validate(asSent(request), RestAssuredResponse.of(answer));
    assertFalse(report.hasErrors(), () -> SimpleValidationReportFormat.getInstance().apply(report));
    return answer;
  }

  /** The validator's own adapter leaves forms out. */
  private static Request asSent(FilterableRequestSpecification request) {
    if (request.getFormParams().isEmpty()) {
      return RestAssuredRequest.of(request);
    }
    String form =
        request.getFormParams().entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return new SimpleRequest.Builder(request.getMethod(), request.getDerivedPath())
        .withContentType(FORM)
        .withBody(form)
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Function<RequestSpecification, Response> missing(Described operation) {
    return it -> {
      throw new AssertionError("no call is written down here for " + operation.line());
    };
  }

  private static RequestSpecification admin() {
    return Api.admin();
  }

  private static RequestSpecification own(TestClient agent) {
    return Api.as(agent.ownToken("read"));
  }

  /** Each has a stream of its own, which it polls. */
  private static TestReceiver receiver() {
    return TestReceiver.thatPolls();
  }

  private static Response createStream(RequestSpecification it) {
    return it.spec(TestReceiver.register().as())
        .body(Map.of("delivery", Map.of("method", "urn:ietf:rfc:8936")))
        .post("/ssf/streams");
  }

  private static Response updateStream(RequestSpecification it) {
    return toStream(it, Map.of("description", "changed")).patch("/ssf/streams");
  }

  private static Map<String, Object> trust() {
    return Map.of(
        "name",
        "a platform of the tests",
        "issuer",
        "https://platform.example/" + UUID.randomUUID(),
        "profile",
        "github",
        "jwks",
        Map.of("keys", List.of(TestClient.newKey().toPublicJWK().toJSONObject())));
  }

  private static String trusted() {
    return OutsideIssuer.registered(trust());
  }

  private static Map<String, Object> rule() {
    return Map.of("conditions", Map.of("repository_id", "456789"), "agent", agent().id());
  }

  private static String ruled(String trust) {
    return OutsideIssuer.ruled(
        trust, Map.of("repository_id", "456789"), OutsideIssuer.makes(Api.sponsor(), 3));
  }

  private static RequestSpecification ofStream(RequestSpecification it) {
    TestReceiver receiver = receiver();
    return it.spec(receiver.as()).queryParam("stream_id", receiver.stream());
  }

  private static RequestSpecification toStream(RequestSpecification it, Map<String, Object> body) {
    TestReceiver receiver = receiver();
    Map<String, Object> all = new HashMap<>(body);
    all.put("stream_id", receiver.stream());
    return it.spec(receiver.as()).body(all);
  }

  private static Map<String, String> subject() {
    return Map.of("format", "opaque", "id", agent().id());
  }

  private static String invited(String member) {
    return admin()
        .body(Map.of("name", "Ada", "email", "ada@example.com", "invite", true))
        .post("/v1/sponsors")
        .then()
        .statusCode(201)
        .extract()
        .path(member);
  }

  private static Map<String, Object> handOver(String to) {
    return Map.of("agent", agent().id(), "to", to);
  }

  private static String handedOver(String to) {
    return admin()
        .body(handOver(to))
        .post("/v1/hand-overs")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static TestClient coSponsored() {
    TestClient agent = agent();
    admin()
        .put("/v1/agents/{id}/co-sponsors/{to}", agent.id(), Api.sponsor())
        .then()
        .statusCode(204);
    return agent;
  }

  private static TestClient agent() {
    return Api.agent(Api.sponsor()).register();
  }

  /** Only the first start's token is good for anything, and the tests' administrator used it up. */
  private static TestDirectory directory() {
    return TestDirectory.shared();
  }

  private static Response endToolSession(RequestSpecification request) {
    String token = TestMcp.token(agent(), "read");
    return request
        .spec(TestMcp.as(token))
        .header("Mcp-Session-Id", TestMcp.session(token))
        .delete("/mcp");
  }

  private static TestMailbox mail() {
    TestMailbox mailbox = TestMailbox.make();
    mailbox.receive("a letter");
    return mailbox;
  }

  private static RequestSpecification mailReader(TestMailbox mailbox) {
    return Api.as(mailbox.token());
  }

  private static Response readMail(RequestSpecification it) {
    TestMailbox mailbox = mail();
    return it.spec(mailReader(mailbox)).post("/v1/mail/{id}/read", mailbox.first());
  }

  private static RequestSpecification mailSender(TestMailbox mailbox) {
    return Api.as(mailbox.sendingToken());
  }

  private static Response replyToMail(RequestSpecification it) {
    TestMailbox mailbox = mail().allow(1, "peer.example");
    return it.spec(mailSender(mailbox))
        .body(Map.of("text", "Thank you."))
        .post("/v1/mail/{id}/reply", mailbox.first());
  }

  private static Response readSentMail(RequestSpecification it) {
    TestMailbox mailbox = TestMailbox.make().allow(1, "ada@example.com");
    String id = mailbox.send(TestMailbox.toSend("ada@example.com")).then().extract().path("id");
    return it.spec(mailSender(mailbox)).get("/v1/mail/sent/{id}", id);
  }

  private static Response markMail(RequestSpecification it) {
    TestMailbox mailbox = mail();
    return it.spec(mailReader(mailbox))
        .body(Map.of("seen", true))
        .put("/v1/mail/{id}/seen", mailbox.first());
  }

  private static Response redeemBootstrapToken(RequestSpecification it) {
    return it.header("Authorization", "Bearer " + Api.newBootstrapToken()).post("/v1/bootstrap");
  }

  /** An agent for which something was signed. */
  private static TestClient signer() {
    TestClient agent = TestSigner.agent();
    TestSigner.jws(agent, "{}");
    return agent;
  }

  private static Response sign(RequestSpecification it, TestClient agent) {
    return it.spec(Api.as(agent.ownToken(TestSigner.SCOPE)))
        .body(Map.of("jws", Map.of("payload", TestSigner.encoded("{}"))))
        .post("/v1/sign");
  }

  private static Response registerSponsor(RequestSpecification it) {
    return it.spec(admin())
        .body(Map.of("name", "Grace Hopper", "email", "grace@example.com", "max_depth", 4))
        .post("/v1/sponsors");
  }

  private static Response registerAgent(RequestSpecification it) {
    NewTestAgent agent =
        Api.agent(Api.sponsor())
            .with("expires_at", "2099-01-01T00:00:00Z")
            .with("code_root", Map.of("repository", "https://git.example/planner"));
    return it.spec(admin()).body(agent.body()).post("/v1/agents");
  }

  private static Response addCredential(RequestSpecification it) {
    return it.spec(admin())
        .body(Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject()))
        .post("/v1/agents/{id}/credentials", agent().id());
  }

  private static Map<String, Object> approvalRule() {
    return Map.of("scope", "contract-" + UUID.randomUUID(), "approval", "two");
  }

  private static Response grantToken(RequestSpecification it) {
    return it.spec(agent().form())
        .formParam("grant_type", "client_credentials")
        .formParam("scope", "read")
        .formParam("resource", Api.ORDERS)
        .post("/token");
  }

  private static Response about(RequestSpecification it, TestClient agent, String path) {
    String token = agent.token("read", Api.ORDERS);
    return it.spec(agent.form()).formParam("token", token).post(path);
  }

  private static Map<String, Object> verifier(TestClient agent) {
    return Map.of("agent", agent.id(), "name", "orders", "resources", List.of(Api.ORDERS));
  }

  private static TestClient verifies(TestClient agent) {
    admin().body(verifier(agent)).post("/v1/verifiers").then().statusCode(201);
    return agent;
  }

  private static long revoked(TestClient agent) {
    return Api.order("revoke", "agent", agent.id()).jsonPath().getLong("seq");
  }

  private static Response acknowledgeRevocations(RequestSpecification it) {
    TestClient verifier =
        Api.agent(Api.sponsor()).with("scopes", List.of("revocations:ack")).register();
    verifies(verifier);
    return it.spec(Api.as(verifier.ownToken("revocations:ack")))
        .body(Map.of("seq", 0))
        .post("/revocations/acks");
  }

  private static Response explainToken(RequestSpecification it) {
    String jti = Api.claims(agent().ownToken("read")).getString("jti");
    sequenced(() -> admin().get("/v1/audit/why/{jti}", jti).statusCode() == 200);
    return it.spec(admin()).get("/v1/audit/why/{jti}", jti);
  }

  private static Response recordActions(RequestSpecification it) {
    return it.spec(own(agent()))
        .body(Map.of("action", "invoice.pay", "resource", "invoice 7", "outcome", "succeeded"))
        .post("/v1/audit/actions");
  }

  private static Response readEntries(RequestSpecification it) {
    // A bundle of a tree that is larger than a few rows; one that is full has no slash in its name.
    String path = "/v1/audit/tile/entries/000";
    Map<String, String> action = Map.of("action", "read", "resource", "r", "outcome", "succeeded");
    for (int i = 0; i < 3; i++) {
      own(agent())
          .body(Map.of("actions", Collections.nCopies(100, action)))
          .post("/v1/audit/actions");
    }
    sequenced(() -> admin().get(path).statusCode() == 200);
    return it.spec(admin()).get(path);
  }

  private static void sequenced(Callable<Boolean> holds) {
    try {
      Eventually.within(Duration.ofSeconds(10), "the row is in the tree", holds);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Response approveRevocation(RequestSpecification it) {
    String kept = Api.order("revoke", "scope", "of-the-contract").path("id");
    return it.spec(Api.as(Api.secondAdminToken()))
        .post("/v1/revocations/pending/{id}/approval", kept);
  }

  private static Map<String, Object> role() {
    return Map.of(
        "name",
        "of the contract " + UUID.randomUUID(),
        "description",
        "for nobody",
        "ceiling",
        Map.of("scopes", List.of(), "resources", List.of()));
  }

  private static Response code(RequestSpecification it) {
    TestClient reader = Api.agent(Api.sponsor()).with("scopes", List.of("totp:code")).register();
    TestFactor factor = TestFactor.keep(Api.admin(), TestFactor.hotp());
    factor.grant(Api.admin(), reader.id());
    return it.spec(Api.as(reader.ownToken("totp:code")))
        .body(Map.of("origin", "https://shop.example"))
        .post("/v1/totp/{id}/code", factor.id());
  }

  private static Response backupCode(RequestSpecification it) {
    TestFactor.BACKUP.is("sponsor");
    SignedInHuman sponsor = SignedInHuman.sponsor("Ada");
    TestClient reader = Api.agent(sponsor.id()).with("scopes", List.of("totp:backup")).register();
    TestFactor factor =
        TestFactor.keep(
            Api.admin(), TestFactor.hotp(), Map.of("backup_codes", List.of("one-of-them")));
    factor.grant(Api.admin(), reader.id());
    return factor.backupCode(it.spec(Api.as(TestFactor.approvedToken(reader, sponsor))));
  }

  private static TestSecret secret() {
    return TestSecret.keep(Api.admin(), "v");
  }

  private static Response rotator(RequestSpecification it, TestSecret secret) {
    return it.body(Map.of("type", "webhook", "endpoint", "http://127.0.0.1:1/"))
        .put("/v1/vault/{id}/rotator", secret.id());
  }

  private static TestSecret rotated() {
    TestSecret made = secret();
    rotator(Api.admin(), made).then().statusCode(200);
    return made;
  }

  private static Response readable(
      RequestSpecification it, Map<String, Object> body, String operation) {
    TestClient reader = Api.agent(Api.sponsor()).with("scopes", List.of("vault:read")).register();
    TestSecret granted = secret();
    granted.grant(Api.admin(), reader.id());
    return it.spec(Api.as(reader.ownToken("vault:read")))
        .body(body)
        .post("/v1/vault/{id}/" + operation, granted.id());
  }

  private static Response sent(RequestSpecification it) {
    try (FarServer far = FarServer.start()) {
      TestClient user = Api.agent(Api.sponsor()).with("scopes", List.of("vault:use")).register();
      TestSecret bound = TestSecret.keep(Api.admin(), "a value", TestSecret.boundTo(far.origin()));
      bound.grant(Api.admin(), user.id(), Map.of("uses", List.of("use")));
      return it.spec(Api.as(user.ownToken("vault:use")))
          .body(Map.of("method", "GET", "url", far.origin() + "/v1/messages"))
          .post("/v1/vault/{id}/request", bound.id());
    }
  }

  private static String madeRole() {
    return Api.admin().body(role()).post("/v1/agent-roles").path("id");
  }

  private static String limitedAgent() {
    return Api.agent(Api.sponsor()).with("by_roles", true).register().id();
  }

  private static Response registerDetailType(RequestSpecification it) {
    return it.spec(admin())
        .body(
            Map.of(
                "type", "contract_signature",
                "resource", "https://old.example",
                "fields", Map.of("value", "max"),
                "sentence", "sign contracts of up to {value}"))
        .put("/v1/authorization-details-types");
  }

  private static Response registerResource(RequestSpecification it) {
    return it.spec(admin())
        .body(Map.of("resource", "https://old.example", "name", "old", "signing_alg", "RS256"))
        .put("/v1/resources");
  }

  /** A token by which an agent may know who a human is. */
  private static String identified() {
    TestLoan loan =
        TestLoan.of(
            Api.sponsor(),
            TestLoan.asking(Api.sponsor()).register(),
            Set.of("openid", "profile"),
            List.of());
    return loan.redeem(loan.code()).then().statusCode(200).extract().path("access_token");
  }
}
