package dev.avowry.people;

import java.time.Duration;

/**
 * A session that has just begun.
 *
 * @param token what the browser is to hold, shown this once
 * @param longest how long it lasts at the most
 */
public record Opened(SessionToken token, Duration longest) {}
