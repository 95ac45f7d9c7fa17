package io.github.keycloakagents.cibapush.approval;

import org.jspecify.annotations.Nullable;

/**
 * What the user decided.
 *
 * @param status {@link Status#APPROVED}, {@link Status#DENIED} or {@link Status#REPORTED}
 * @param reason free text with a denial, at most 200 characters
 * @param number the digits that the user picked, where numbers are matched
 * @param evidence how it came about
 */
public record Decision(
    Status status, @Nullable String reason, @Nullable String number, Evidence evidence) {}
