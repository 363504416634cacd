package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * From the packaged service's own export to the packaged verifier, over rows of a real database.
 */
@DisplayName("audit verify, after somebody was at the tables,")
class AuditVerifyIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int TOKENS = 12;

  private static Path folder;
  private static ExternalDatabase database;
  private static AvowryProcess service;
  private static Administrator administrator;
  private static String key;

  /** The row of the sixth token, and its place. */
  private static long sixth;

  @BeforeAll
  static void mint() throws Exception {
    folder = Folders.fresh("audit-verify");
    database = ExternalDatabase.in(folder);
    String issuer = "https://id.example.org";
    service =
        AvowryProcess.in(folder.resolve("service"))
            .on(database)
            .with("AVOWRY_KEK_FILE", database.kek().toString())
            .with("AVOWRY_ISSUER", issuer)
            .with("AVOWRY_AUDIT_CHECKPOINT_EVERY", "1s")
            .start();
    administrator = new Administrator(service);
    administrator.comeInBy(service.bootstrapToken());
    AgentClient agent = AgentClient.registeredBy(administrator, issuer);
    for (int i = 0; i < TOKENS; i++) {
      assertEquals(200, agent.askForToken(service).statusCode());
    }
    long rows = Long.parseLong(database.ask("select count(*) from ledger_event"));
    Within.within(SOON, "a checkpoint of all rows", () -> checkpointSize() >= rows);
    sixth =
        Long.parseLong(
            database.ask(
                """
                select l.index from ledger_leaf l join ledger_event e using (xact, id)
                where e.type = 'token_issued' order by l.index offset 5 limit 1
                """));
    key =
        Administrator.JSON
            .readTree(service.get("/v1/audit/keys").body())
            .findValue("verifier_key")
            .asText();
    Files.writeString(folder.resolve("checkpoint"), service.get("/v1/audit/checkpoint").body());
    database.change(
        "create table kept as select * from ledger_event",
        "alter table ledger_event disable trigger user");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    database.close();
  }

  @AfterEach
  void asItWas() throws Exception {
    database.change(
        "delete from ledger_event",
        "insert into ledger_event overriding system value select * from kept");
    assertEquals(0, verify().code());
  }

  @Test
  @DisplayName("confirms what nobody touched")
  void confirms() throws Exception {
    AvowryProcess.Ended ended = verify();

    assertEquals(0, ended.code(), ended.output());
    assertTrue(ended.output().contains("confirmed: "), ended.output());
  }

  @Test
  @DisplayName("names the row that was edited")
  void namesAnEdit() throws Exception {
    database.change("update ledger_event set reason = 'none' where " + row(sixth));

    assertTampered("entry %d was changed".formatted(sixth));
  }

  @Test
  @DisplayName("names the rows that were deleted")
  void namesADeletion() throws Exception {
    database.change(
        "delete from ledger_event where %s or %s".formatted(row(sixth), row(sixth + 1)));

    assertTampered("entries %d to %d were removed".formatted(sixth, sixth + 1));
  }

  @Test
  @DisplayName("names the rows that changed places")
  void namesAReordering() throws Exception {
    database.change(
        """
        update ledger_event e set at = o.at, jti = o.jti, detail = o.detail,
          request_id = o.request_id, leaf_hash = o.leaf_hash
        from ledger_event o
        where ((e.xact, e.id) = (%1$s) and (o.xact, o.id) = (%2$s))
           or ((e.xact, e.id) = (%2$s) and (o.xact, o.id) = (%1$s))
        """
            .formatted(place(sixth), place(sixth + 1)));

    assertTampered("at %d stands %d".formatted(sixth, sixth + 1));
  }

  @Test
  @DisplayName("names where the end was cut off")
  void namesACut() throws Exception {
    database.change(
        """
        delete from ledger_event where (xact, id) in
          (select xact, id from ledger_leaf where index > %d)
        """
            .formatted(sixth));

    assertTampered("entry %d is the first that is missing".formatted(sixth + 1));
  }

  private static void assertTampered(String sentence) throws Exception {
    AvowryProcess.Ended ended = verify();
    assertEquals(1, ended.code(), ended.output());
    assertTrue(ended.output().contains(sentence), ended.output());
  }

  private static AvowryProcess.Ended verify() throws Exception {
    HttpResponse<String> export =
        service.send(
            administrator.authorized("/v1/audit/events").header("Accept", "application/jsonl"));
    assertEquals(200, export.statusCode());
    Files.writeString(folder.resolve("export.jsonl"), export.body());
    return AvowryProcess.in(folder)
        .argument("audit")
        .argument("verify")
        .argument("export.jsonl")
        .argument("--checkpoint")
        .argument("checkpoint")
        .argument("service/data/checkpoint.json")
        .argument("--key")
        .argument(key)
        .run();
  }

  private static long checkpointSize() throws Exception {
    HttpResponse<String> checkpoint = service.get("/v1/audit/checkpoint");
    return checkpoint.statusCode() == 200 ? Long.parseLong(checkpoint.body().split("\n", 3)[1]) : 0;
  }

  private static String row(long index) {
    return "(xact, id) = (%s)".formatted(place(index));
  }

  private static String place(long index) {
    return "select xact, id from ledger_leaf where index = " + index;
  }
}
