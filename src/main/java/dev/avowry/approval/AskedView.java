package dev.avowry.approval;

import java.nio.charset.StandardCharsets;

/**
 * What an agent is told that has asked by its token, over HTTP and by a tool.
 *
 * @param id by which it may look at what became of it
 * @param authReqId with which it collects the token at {@code /token}: a credential, CIBA Core §7.3
 * @param expiresIn seconds that humans have to answer
 * @param interval seconds between two polls
 */
public record AskedView(String id, String authReqId, long expiresIn, long interval) {
  /** Of what was asked. */
  public static AskedView of(ApprovalRequests.Opened opened) {
    return new AskedView(
        opened.id().toString(),
        new String(opened.secret().exposeSecret(), StandardCharsets.US_ASCII),
        opened.expiresIn().toSeconds(),
        opened.interval().toSeconds());
  }

  /** Without the credential. */
  @Override
  public String toString() {
    return "AskedView[id=" + id + "]";
  }
}
