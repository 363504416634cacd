package dev.avowry.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * What somebody would see of HTML, as text: without what is hidden from them, which is where those
 * write who mean a program and not a human. Loads nothing.
 *
 * @param links that can be seen
 */
record HtmlText(String text, List<Letter.Link> links) {
  private static final Set<String> PASSED_OVER =
      Set.of(
          "head",
          "script",
          "style",
          "template",
          "noscript",
          "title",
          "svg",
          "object",
          "iframe",
          "audio",
          "video",
          "select",
          "textarea",
          "math");

  private static final Set<String> LINES =
      Set.of(
          "address",
          "article",
          "blockquote",
          "br",
          "center",
          "div",
          "dd",
          "dl",
          "dt",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "li",
          "main",
          "ol",
          "p",
          "pre",
          "section",
          "table",
          "td",
          "th",
          "tr",
          "ul");

  /** Ways in which mail is made to show nothing; a human's program knows more of them. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\\.0+)?(?:;|!|$)"
              + "|(?:font-size|max-height|max-width|line-height|width|height):0(?:px|pt|em|%)?(?:;|!|$)"
              + "|font-size:[01](?:\\.[0-9]+)?(?:px|pt)|mso-hide:all|text-indent:-[0-9]{3,}"
              + "|(?:left|top|margin-left|margin-top):-[0-9]{3,}"
              + "|[^-]color:transparent|^color:transparent|clip:rect\\(0");

  private static final Pattern WHITE =
      Pattern.compile("(?:^|;)color:(?:#fff(?:fff)?|white|rgb\\(255,255,255\\))(?:;|!|$)");

  private static final Pattern SPACE = Pattern.compile("[\\s\u00a0]+");
  private static final int LONGEST_LINK = 2_000;
  private static final int LONGEST_WORDS = 200;

  HtmlText {
    links = List.copyOf(links);
  }

  static HtmlText of(String html) {
    Reading reading = new Reading();
    Jsoup.parse(html).body().filter(reading);
    return new HtmlText(reading.text.toString(), reading.links);
  }

  /** Without recursion: how deep it goes is its sender's to say. */
  private static final class Reading implements NodeFilter {
    private final StringBuilder text = new StringBuilder();
    private final List<Letter.Link> links = new ArrayList<>();

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode words) {
        text.append(SPACE.matcher(words.getWholeText()).replaceAll(" "));
      } else if (node instanceof Element element) {
        if (isHidden(element)) {
          return FilterResult.SKIP_ENTIRELY;
        }
        endLine(element);
        link(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        endLine(element);
      }
      return FilterResult.CONTINUE;
    }

    private void endLine(Element element) {
      if (LINES.contains(element.normalName())
          && !text.isEmpty()
          && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }

    private void link(Element element) {
      String target = element.attr("href").strip();
      if (element.normalName().equals("a")
          && !target.isEmpty()
          && target.length() <= LONGEST_LINK) {
        String words = element.text();
        links.add(
            new Letter.Link(
                target,
                words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS)));
      }
    }
  }

  private static boolean isHidden(Element element) {
    return PASSED_OVER.contains(element.normalName())
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equalsIgnoreCase("true")
        || isStyledAway(element);
  }

  private static boolean isStyledAway(Element element) {
    String style = SPACE.matcher(element.attr("style").toLowerCase(Locale.ROOT)).replaceAll("");
    return HIDDEN.matcher(style).find() || isWhiteOnWhite(element, style);
  }

  /** White is seen on what is coloured, by the element itself or one around it. */
  private static boolean isWhiteOnWhite(Element element, String style) {
    return WHITE.matcher(style).find()
        && !style.contains("background")
        && element.parents().stream()
            .limit(10)
            .noneMatch(
                around -> around.hasAttr("bgcolor") || around.attr("style").contains("background"));
  }
}
