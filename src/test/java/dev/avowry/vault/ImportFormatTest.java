package dev.avowry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFormatTest {
  private static ImportItem only(ImportFormat format, String content) {
    List<ImportItem> items = format.read(content);
    assertEquals(1, items.size());
    return items.getFirst();
  }

  private static String value(String line) {
    return only(ImportFormat.ENV, line).fields().getOrDefault("key", "");
  }

  @Test
  void readsLinesOfNameAndValue() {
    List<ImportItem> items =
        ImportFormat.ENV.read("# a comment\r\n\n  export A_KEY=one # said\r\nB.KEY='two three'\n");

    assertEquals(List.of("A_KEY", "B.KEY"), items.stream().map(ImportItem::name).toList());
    assertEquals(List.of("line 3", "line 4"), items.stream().map(ImportItem::place).toList());
    assertEquals(
        List.of(Map.of("key", "one"), Map.of("key", "two three")),
        items.stream().map(ImportItem::fields).toList());
  }

  @Test
  void readsQuotedValuesAsTheyAre() {
    assertEquals("a $b `c` \\n #d", value("A='a $b `c` \\n #d' # e"));
    assertEquals("a\nb\t\"c\" \\ $d #e", value("A=\"a\\nb\\t\\\"c\\\" \\\\ \\$d #e\" # f"));
    assertEquals("", value("A="));
    assertEquals("", value("A=''"));
    assertEquals("x=y==", value("A=x=y=="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A=two words",
        "A=$B",
        "A=\"${B}\"",
        "A=`id`",
        "A=$(id)",
        "A=a#b",
        "A='open",
        "A=\"open",
        "A='a' b",
        "A=\"a\\q\"",
        "A=it's",
        "A=a\\nb",
        "no equals sign",
        "=value",
        "1A=value",
        "A B=value"
      })
  void refusesWhatProgramsReadDifferently(String line) {
    String why =
        Expect.refusal(Reason.INVALID_REQUEST, () -> ImportFormat.ENV.read("OK=fine\n" + line));

    assertEquals("line 2", why.substring(0, 6), why);
  }

  @Test
  void readsTheCsvOfOnePassword() {
    List<ImportItem> items =
        ImportFormat.ONEPASSWORD.read(
            """
            \ufeffTitle,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes
            Shop,https://shop.example,me,"a, ""quoted""
            password",otpauth://totp/x?secret=JBSWY3DPEHPK3PXP,false,false,t,
            Note,,,,,false,false,,remember this
            Nothing,,,,,false,false,,
            """);

    assertEquals(
        new ImportItem(
            "line 2",
            "Shop",
            SecretType.LOGIN,
            Map.of(
                "username",
                "me",
                "password",
                "a, \"quoted\"\npassword",
                "url",
                "https://shop.example"),
            List.of("otpauth")),
        items.get(0));
    assertEquals(
        new ImportItem(
            "line 4", "Note", SecretType.CUSTOM, Map.of("notes", "remember this"), List.of()),
        items.get(1));
    assertEquals(Map.of(), items.get(2).fields());
  }

  @Test
  void readsTheCsvOfBitwarden() {
    ImportItem item =
        only(
            ImportFormat.BITWARDEN,
            """
            folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp
            work,,login,Mail,,"a: b",0,https://mail.example,me,a password,JBSWY3DPEHPK3PXP
            """);

    assertEquals(
        new ImportItem(
            "line 2",
            "Mail",
            SecretType.LOGIN,
            Map.of("username", "me", "password", "a password", "url", "https://mail.example"),
            List.of("fields", "login_totp")),
        item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Title,Username\nShop,me",
        "Shop,me,hunter2",
        "Title,Password,Password\nShop,a,hunter2",
        "Title,Username,Password\nShop,me",
        "Title,Username,Password\nShop,me,hunter2,more",
        "Title,Username,Password\nShop,me,\"hunter2",
        "Title,Username,Password\nShop,me,\"hunter2\"x",
        "Title,Username,Password\nShop,me,hunter\"2",
        "Title,Username,Password\n,me,hunter2"
      })
  void refusesCsvThatIsNot(String content) {
    String why =
        Expect.refusal(Reason.INVALID_REQUEST, () -> ImportFormat.ONEPASSWORD.read(content));

    assertFalse(why.contains("hunter"), why);
  }

  @Test
  void readsKeysAndValuesByPath() {
    List<ImportItem> items =
        ImportFormat.HASHICORP.read(
            """
            {"secret/shop": {"API-Key": "k", "port": 5432, "tls": true, "empty": ""},
             "v1": {"request_id": "r", "data": {"a": "1"}, "warnings": null},
             "v2": {"request_id": "r", "data": {"data": {"b": "2"}, "metadata": {"version": 3}}}}
            """);

    assertEquals(
        List.of(
            Map.of("api_key", "k", "port", "5432", "tls", "true"),
            Map.of("a", "1"),
            Map.of("b", "2")),
        items.stream().map(ImportItem::fields).toList());
    assertEquals(List.of("secret/shop", "v1", "v2"), items.stream().map(ImportItem::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"a\": \"hunter2\"}",
        "{\"a\": {\"b\": {\"c\": \"hunter2\"}}}",
        "{\"a\": {\"b\": null}}",
        "{\"a\": {\"B\": \"hunter2\", \"b\": \"x\"}}",
        "{\"a\": {\"1b\": \"hunter2\"}}",
        "{\"\": {\"b\": \"hunter2\"}}"
      })
  void refusesJsonThatIsNot(String content) {
    String why = Expect.refusal(Reason.INVALID_REQUEST, () -> ImportFormat.HASHICORP.read(content));

    assertFalse(why.contains("hunter"), why);
  }
}
