package io.madoguchi.api.trail;

import java.util.List;

/**
 * What the operator of the log has stated under the log's keys.
 *
 * @param notes C2SP signed-note, the oldest first
 */
public record LogStatements(List<String> notes) {}
