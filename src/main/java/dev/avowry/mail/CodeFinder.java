package dev.avowry.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the code that a message is about: what looks like one, near a word that says so, and
 * nothing else that does. Of two that could be it neither is: a wrong code costs more than none.
 *
 * <p>What is given back is letters and digits of ASCII, at most twelve: nothing that tells anybody
 * anything.
 */
final class CodeFinder {
  private static final int ENOUGH = 5;

  /** Digits in one piece or in two or three, or capitals and digits in one or two pieces. */
  private static final Pattern CANDIDATE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.,/:+@#=&%?-])(?:G-)?("
              + "[0-9]{4,8}|[0-9]{3}[ -][0-9]{3,4}|[0-9]{4}[ -][0-9]{4}|[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}"
              + "|(?=[A-Z-]*[0-9])[A-Z0-9]{5,10}|[A-Z0-9]{3,5}-[A-Z0-9]{3,5}"
              + "|[0-9](?: [0-9]){3,7})"
              + "(?![\\p{L}\\p{N}_/@%=&-]|[.,:][0-9]| ?[€$£%])");

  /** Scripts without spaces have their characters right beside it. */
  private static final Pattern CANDIDATE_AMONG_SIGNS =
      Pattern.compile(
          "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}：:「【（ ])([0-9]{4,8})"
              + "(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}。，、」】）])");

  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\p{L}])(?:(?:[\\p{L}-]{0,24})?(?:code|passcode|kod|koodi|codice)(?:s|n)?"
              + "|kodu[a-zığüşöç]{0,5}|pin|otp|tan|c[oó]digo|k[oó]d|код[а-я]{0,2}|пароль|κωδικ[οό]ς"
              + "|one-time (?:password|passcode)|einmal(?:passwort|kennwort)|mot de passe à usage unique"
              + "|verification number|token)(?![\\p{L}])"
              + "|验证码|驗證碼|校验码|認証コード|確認コード|ワンタイム|コード|인증번호|인증 ?코드|رمز|קוד|รหัส",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** What else numbers are. */
  private static final Pattern OTHER_BEFORE =
      Pattern.compile(
          "(?:order|invoice|ref(?:erence)?|case|ticket|request|booking|tracking|customer|account|card"
              + "|member(?:ship)?|bestell(?:ung|nummer)|rechnung|kunden(?:nummer)?|commande|facture"
              + "|pedido|factura|phone|tel|fax|call|zip|postal|post|promo|discount|coupon|voucher"
              + "|gutschein(?:code)?|area|error|source|qr|dress|vat|ust-id|ext|ending|suite|box|version|build|ip"
              + "|bar|country|product|sort|swift|previous|old|expired|alte[rsn]?)"
              + "[\\p{L}]{0,8}(?:[ .:#-]|\\bin\\b|\\bwith\\b|\\bid\\b|\\bno\\b|\\bnumber\\b|\\bcode\\b|\\bis\\b|\\bwas\\b|\\bnr\\b)*$"
              + "|[€$£©+(]\\s*$|(?:19|20)[0-9]{2}[-/.]$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern OTHER_AFTER =
      Pattern.compile(
          "^\\s*(?:minut|hour|second|day|sek|stund|tage|heures|jours|minutos|horas|percent|eur|usd|gbp|chf"
              + "|dollar|euro|people|users|points|km|mb|gb|kb|street|st\\.|avenue|road|ave|rd|inc|ltd|gmbh"
              + "|january|february|march|april|may|june|july|august|september|october|november|december)"
              + "|^\\s*[-–]\\s*[0-9]|^ [0-9]{3,}|^\\)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern DATE_BEFORE =
      Pattern.compile(
          "(?:january|february|march|april|may|june|july|august|september|october|november|december"
              + "|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|januar|märz|mai|juni|juli|oktober|dezember)"
              + "[ .,]*(?:[0-9]{1,2}[ .,]+)?$|[0-9]\\.\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern ADDRESS = Pattern.compile("\\S+://\\S+|\\S+@\\S+|www\\.\\S+");
  private static final Pattern QUOTED = Pattern.compile("(?m)^\\s*>.*$");

  /** From there on it is what somebody answered to. */
  private static final Pattern ANSWERED =
      Pattern.compile(
          "(?ms)^(?:On .{4,200} wrote:|Am .{4,200} schrieb .{2,100}:|Le .{4,200} a écrit ?:"
              + "|-{2,}\\s*Original Message\\s*-{2,}).*");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");

  /** What a sentence has right before its code, and not before a year. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?:code|pin|tan|otp)[\\p{L} ]{0,12}?(?:is|:|ist|lautet|est|es|è|é)\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BETWEEN = Pattern.compile("[ -]");
  private static final Pattern DIGITS = Pattern.compile("[0-9 -]+");
  private static final int NEAR = 60;

  private final Map<String, Integer> scores = new HashMap<>();

  private CodeFinder() {}

  /** The code in a message; empty when there is none, or more than one. */
  static Optional<String> find(String subject, String text) {
    CodeFinder finder = new CodeFinder();
    finder.look(lines(text));
    finder.look(List.of(subject));
    return finder.best();
  }

  private static List<String> lines(String text) {
    String own = ANSWERED.matcher(QUOTED.matcher(text).replaceAll("")).replaceAll("");
    return own.lines().map(CodeFinder::withoutAddresses).filter(line -> !line.isBlank()).toList();
  }

  private static String withoutAddresses(String line) {
    return ADDRESS.matcher(line).replaceAll(" ").strip();
  }

  private void look(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String before = i > 0 ? lines.get(i - 1) : "";
      String after = i + 1 < lines.size() ? lines.get(i + 1) : "";
      Matcher candidate = CANDIDATE.matcher(line);
      while (candidate.find()) {
        judge(candidate, line, before, after);
      }
      Matcher among = CANDIDATE_AMONG_SIGNS.matcher(line);
      while (among.find()) {
        judge(among, line, before, after);
      }
    }
  }

  private void judge(Matcher found, String line, String lineBefore, String lineAfter) {
    String head = line.substring(0, found.start());
    String tail = line.substring(found.end());
    if (isSomethingElse(found.group(1), head, tail, lineBefore)) {
      return;
    }
    int score = alone(head, tail) ? 3 + around(lineBefore, lineAfter) : 0;
    score += near(head, tail);
    if (found.group(1).matches("[0-9]{3}[ -]?[0-9]{3}")) {
      score++;
    }
    scores.merge(BETWEEN.matcher(kept(found.group(1))).replaceAll(""), score, Math::max);
  }

  /** Pieces of letters belong together with what is between them: services ask for it so. */
  private static String kept(String code) {
    return DIGITS.matcher(code).matches() ? code : code.replace('-', '\u2010');
  }

  private static boolean isSomethingElse(String code, String head, String tail, String lineBefore) {
    String last = head.substring(Math.max(0, head.length() - NEAR));
    boolean labelled = alone(head, tail) && OTHER_BEFORE.matcher(lineBefore.strip()).find();
    return labelled
        || OTHER_BEFORE.matcher(last).find()
        || OTHER_AFTER.matcher(tail).find()
        || DATE_BEFORE.matcher(last).find()
        || (YEAR.matcher(code).matches() && !alone(head, tail) && !SAID.matcher(last).find());
  }

  private static boolean alone(String head, String tail) {
    return head.strip().length() <= 1 && tail.strip().length() <= 1;
  }

  private static int around(String before, String after) {
    if (WORD.matcher(before).find()) {
      return 4;
    }
    return WORD.matcher(after).find() ? 3 : 0;
  }

  /** A word right before it says most; one right after it, as in "is your code", nearly as much. */
  private static int near(String head, String tail) {
    String sentenceBefore = head.substring(Math.max(0, endOfSentence(head)));
    Matcher word = WORD.matcher(sentenceBefore);
    int last = -1;
    while (word.find()) {
      last = word.end();
    }
    if (last >= 0 && sentenceBefore.length() - last <= NEAR) {
      return sentenceBefore.length() - last <= NEAR / 2 ? 6 : 5;
    }
    String sentenceAfter = tail.substring(0, Math.min(tail.length(), NEAR));
    int end = sentenceAfter.indexOf(". ");
    Matcher behind = WORD.matcher(end < 0 ? sentenceAfter : sentenceAfter.substring(0, end));
    return behind.find() ? 5 : 0;
  }

  private static int endOfSentence(String head) {
    return Math.max(head.lastIndexOf(". "), head.lastIndexOf("! ")) + 1;
  }

  private Optional<String> best() {
    List<Map.Entry<String, Integer>> good =
        new ArrayList<>(
            scores.entrySet().stream().filter(each -> each.getValue() >= ENOUGH).toList());
    good.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
    boolean clear =
        good.size() == 1
            || (good.size() > 1 && good.get(0).getValue() - good.get(1).getValue() >= 2);
    return clear ? Optional.of(good.getFirst().getKey().replace('\u2010', '-')) : Optional.empty();
  }
}
