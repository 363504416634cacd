package dev.avowry.web;

/**
 * What of Avowry itself a token may be for, RFC 8707 §2. Any agent may ask for any of them, since
 * each operation has a permission of its own; a token for one is not good at another.
 */
public final class OwnResources {
  /** Where agents find tools. */
  public static final String MCP_PATH = "/mcp";

  private OwnResources() {}

  /** The tools; all else of Avowry's is named by the issuer itself. */
  public static String mcp(String issuer) {
    return issuer + MCP_PATH;
  }

  /** Whether it is one of them. */
  public static boolean has(String issuer, String resource) {
    return resource.equals(issuer) || resource.equals(mcp(issuer));
  }
}
